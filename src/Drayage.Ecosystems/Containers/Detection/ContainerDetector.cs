using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Drayage.Model;
using Drayage.Model.Detection;
using Drayage.Pipeline.Detection;

namespace Drayage.Ecosystems.Containers.Detection;

/// <summary>
/// Finds Dockerfiles and templates of Dockerfiles. Neither is published by itself: an image ships through a component of
/// ecosystem container.
/// </summary>
public sealed partial class ContainerDetector : IDetector
{
    public string Ecosystem => EcosystemName.Container;

    public DetectedPackages Detect(SourceTree tree, CancellationToken cancellationToken)
    {
        var packages = ImmutableArray.CreateBuilder<Package>();
        var warnings = ImmutableArray.CreateBuilder<CatalogWarning>();
        foreach (var path in tree.Files)
        {
            if (DockerfileName.Of(path) is not { } name)
                continue;
            cancellationToken.ThrowIfCancellationRequested();
            var text = tree.ReadText(path);
            var file = DockerfileReader.Read(text);
            var image = name.Image ?? FolderName(tree, path);
            if (name.IsTemplate || TemplateMark().IsMatch(text))
                packages.Add(Describe(path, image, ProductKind.DockerfileTemplate, [.. TemplateFacts(path, text)]));
            else if (!file.Stages.IsEmpty)
                packages.Add(Describe(path, image, ProductKind.Image, [.. ImageFacts(path, file)]));
            else if (name.Image is null)
                warnings.Add(new CatalogWarning("unreadable-manifest", $"{path} has no FROM instruction", new SourceLocation(path, 1, 1), null));
        }

        return new DetectedPackages(packages.DrainToImmutable(), warnings.DrainToImmutable());
    }

    private static Package Describe(string path, string name, string kind, ImmutableArray<PackageFact> facts) => new()
    {
        Ecosystem = EcosystemName.Container,
        Name = name,
        Directory = SourceTree.DirectoryOf(path),
        Manifest = path,
        Version = new PackageVersion.None("an image has the version of what it carries"),
        Publishability = new Publishability(false, kind == ProductKind.Image ? "an image ships through a container component" : "a template is rendered before it is built"),
        Role = RoleOf(path, name),
        Products = [new Product(kind, name, path)],
        Facts = facts,
    };

    private static PackageRole RoleOf(string path, string name) => RoleByPlace.Of(SourceTree.DirectoryOf(path)) switch
    {
        // Dockerfile.test and cpu-test.Dockerfile stand beside those of the product.
        PackageRole.Product when name.Split('-', '_', '.')[^1].ToLowerInvariant() is "test" or "tests" or "e2e" => PackageRole.Test,
        var role => role,
    };

    private static IEnumerable<PackageFact> ImageFacts(string path, Dockerfile file)
    {
        if (file.Syntax is { } syntax)
            yield return new PackageFact("syntax", syntax);
        var stages = file.Stages;
        foreach (var stage in stages)
        {
            var at = At(path, stage.From);
            if (stage.Name is { } name)
                yield return new PackageFact("target", name, at);
            if (!stages.Any(other => other.Name is { } known && known.Equals(stage.Base, StringComparison.OrdinalIgnoreCase)))
                yield return new PackageFact("base", stage.Base, at);
        }

        foreach (var (name, value, instruction) in file.Arguments)
            yield return new PackageFact("arg", value is null ? name : $"{name}={value}", At(path, instruction));
        foreach (var exposed in file.Instructions.Where(instruction => instruction.Keyword == "EXPOSE"))
            yield return new PackageFact("expose", exposed.Arguments, At(path, exposed));
    }

    private static IEnumerable<PackageFact> TemplateFacts(string path, string text)
    {
        foreach (var match in Include().Matches(text).Cast<Match>())
        {
            var before = text.AsSpan(0, match.Index);
            var at = new SourceLocation(path, before.Count('\n') + 1, match.Index - before.LastIndexOf('\n'));
            yield return new PackageFact("include", match.Groups["what"].Value.Trim(), at);
        }
    }

    private static SourceLocation At(string path, DockerInstruction instruction) => new(path, instruction.Line, instruction.Column);

    private static string FolderName(SourceTree tree, string path) =>
        SourceTree.DirectoryOf(path) is { Length: > 0 } directory
            ? SourceTree.FileName(directory)
            : Path.GetFileName(Path.TrimEndingDirectorySeparator(tree.Root));

    // Jinja's statements and comments, and expressions that are not the `{{.Format}}` of docker's own output templates.
    [GeneratedRegex(@"\{%[-+]?\s*\w+|\{#|\{\{[-+]?\s*[A-Za-z_]", RegexOptions.CultureInvariant)]
    private static partial Regex TemplateMark();

    [GeneratedRegex(@"\{%[-+]?\s*(include|import|extends|from)\s+(?<what>[^%]*?)\s*[-+]?%\}", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Include();
}
