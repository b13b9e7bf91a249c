using System.Collections.Immutable;
using Drayage.Formats.Json;
using Drayage.Model.Detection;
using Drayage.Pipeline.Detection;

namespace Drayage.Ecosystems.DetectOnly;

/// <summary>Finds PHP packages. They are listed, not built: Packagist reads them from git tags.</summary>
public sealed class ComposerDetector : IDetector
{
    public string Ecosystem => EcosystemName.Composer;

    public DetectedPackages Detect(SourceTree tree, CancellationToken cancellationToken)
    {
        var packages = ImmutableArray.CreateBuilder<Package>();
        var warnings = ImmutableArray.CreateBuilder<CatalogWarning>();
        foreach (var path in tree.Named("composer.json").Where(path => !path.Split('/').Contains("vendor")))
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                packages.Add(Describe(tree, path, JsonText.Parse(path, File.ReadAllBytes(tree.FullPath(path)))));
            }
            catch (JsonSyntaxException error)
            {
                warnings.Add(new CatalogWarning("unreadable-manifest", $"{path} cannot be read: {error.Message}", error.At, null));
            }
        }

        return new DetectedPackages(packages.DrainToImmutable(), warnings.DrainToImmutable());
    }

    private static Package Describe(SourceTree tree, string path, JsonItem root)
    {
        var directory = SourceTree.DirectoryOf(path);
        var name = root["name"]?.Text;
        return new Package
        {
            Ecosystem = EcosystemName.Composer,
            Name = name ?? (directory.Length > 0 ? SourceTree.FileName(directory) : Path.GetFileName(Path.TrimEndingDirectorySeparator(tree.Root))),
            Directory = directory,
            Manifest = path,
            Version = root["version"] is JsonItem.String version
                ? new PackageVersion.Static(version.Value, version.At)
                : new PackageVersion.Dynamic("git tag", null),
            Publishability = name is null ? new Publishability(false, "composer.json has no name") : new Publishability(true, "default"),
            Role = RoleByPlace.Of(directory),
            Facts = [.. Facts(root)],
        };
    }

    private static IEnumerable<PackageFact> Facts(JsonItem root)
    {
        yield return new PackageFact("support", "detected only");
        foreach (var member in (string[])["type", "license"])
        {
            if (root[member] is JsonItem.String text)
                yield return new PackageFact(member, text.Value, text.At);
        }

        if (root["require"]?["php"] is JsonItem.String php)
            yield return new PackageFact("php", php.Value, php.At);
    }
}
