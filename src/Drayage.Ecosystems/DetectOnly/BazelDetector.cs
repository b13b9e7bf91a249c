using System.Text.RegularExpressions;
using Drayage.Model;
using Drayage.Model.Detection;
using Drayage.Pipeline.Detection;

namespace Drayage.Ecosystems.DetectOnly;

/// <summary>Finds Bazel modules (<c>MODULE.bazel</c>) and workspaces of the older kind (<c>WORKSPACE</c>). They are listed, not built.</summary>
public sealed partial class BazelDetector : IDetector
{
    public string Ecosystem => EcosystemName.Bazel;

    public DetectedPackages Detect(SourceTree tree, CancellationToken cancellationToken)
    {
        var modules = tree.Named("MODULE.bazel");
        var withModule = modules.Select(SourceTree.DirectoryOf).ToHashSet(StringComparer.Ordinal);
        var workspaces = tree.Named("WORKSPACE.bazel").Concat(tree.Named("WORKSPACE"))
            .DistinctBy(SourceTree.DirectoryOf).Where(path => !withModule.Contains(SourceTree.DirectoryOf(path)));
        return new DetectedPackages(
            [.. modules.Concat(workspaces).Order(StringComparer.Ordinal).Select(path => Describe(tree, path))],
            []);
    }

    private static Package Describe(SourceTree tree, string path)
    {
        var text = Comment().Replace(tree.ReadText(path), match => new string(' ', match.Length));
        var call = Call().Match(text);
        var directory = SourceTree.DirectoryOf(path);
        var version = Argument(call, "version");
        return new Package
        {
            Ecosystem = EcosystemName.Bazel,
            Name = Argument(call, "name")?.Value ?? (directory.Length > 0 ? SourceTree.FileName(directory) : Path.GetFileName(Path.TrimEndingDirectorySeparator(tree.Root))),
            Directory = directory,
            Manifest = path,
            Version = version is null ? new PackageVersion.None("the module states no version") : new PackageVersion.Static(version.Value, At(path, text, call.Groups["arguments"].Index + version.Index)),
            Publishability = version is null || Argument(call, "name") is null
                ? new Publishability(false, "a module without name and version is in no registry")
                : new Publishability(true, "default"),
            Role = RoleByPlace.Of(directory),
            Facts = [new PackageFact("support", "detected only"), .. Argument(call, "compatibility_level") is { } level ? [new PackageFact("compatibility_level", level.Value)] : (PackageFact[])[]],
        };
    }

    private static Group? Argument(Match call, string name)
    {
        if (!call.Success)
            return null;
        for (var argument = NamedArgument().Match(call.Groups["arguments"].Value); argument.Success; argument = argument.NextMatch())
        {
            if (argument.Groups["name"].Value == name)
                return argument.Groups["value"];
        }

        return null;
    }

    private static SourceLocation At(string path, string text, int index) =>
        new(path, text.AsSpan(0, index).Count('\n') + 1, index - text.AsSpan(0, index).LastIndexOf('\n'));

    [GeneratedRegex(@"#[^\n]*", RegexOptions.CultureInvariant)]
    private static partial Regex Comment();

    [GeneratedRegex(@"^(module|workspace)\s*\((?<arguments>[^)]*)\)", RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Call();

    [GeneratedRegex(@"(?<name>\w+)\s*=\s*[""']?(?<value>[^""',\s)]*)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex NamedArgument();
}
