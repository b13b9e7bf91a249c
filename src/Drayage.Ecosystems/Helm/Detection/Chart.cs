using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Drayage.Formats.Yaml;
using Drayage.Pipeline.Detection;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Drayage.Ecosystems.Helm.Detection;

/// <summary>One <c>Chart.yaml</c>, of API version 1 or 2.</summary>
internal sealed partial record Chart
{
    public const string FileName = "Chart.yaml";

    public required string Path { get; init; }

    public required YamlMappingNode Root { get; init; }

    public required ImmutableArray<ChartDependency> Dependencies { get; init; }

    public string Directory => SourceTree.DirectoryOf(Path);

    public YamlScalarNode? Name => Root.Said("name");

    public YamlScalarNode? Version => Root.Said("version");

    public YamlScalarNode? AppVersion => Root.Said("appVersion");

    /// <summary>Whether <c>helm package</c> takes the version: Helm forgives a leading v and missing numbers.</summary>
    public bool HasVersion => Version?.Value is { } version && Accepted().IsMatch(version);

    public bool IsLibrary => Root.Said("type")?.Value == "library";

    /// <exception cref="YamlException">The file is not YAML, or not a mapping.</exception>
    public static Chart Read(SourceTree tree, string path)
    {
        var root = YamlPlaces.First(tree.ReadText(path))
            ?? throw new YamlException(Mark.Empty, Mark.Empty, "a Chart.yaml holds one mapping");
        return new Chart { Path = path, Root = root, Dependencies = [.. ReadDependencies(tree, path, root)] };
    }

    // API version 1 keeps them in a file of their own.
    private static IEnumerable<ChartDependency> ReadDependencies(SourceTree tree, string path, YamlMappingNode root)
    {
        var separate = SourceTree.Join(SourceTree.DirectoryOf(path), "requirements.yaml")!;
        var (source, list) = (path, root.Get("dependencies"));
        if (list is null && tree.Contains(separate))
            (source, list) = (separate, YamlPlaces.First(tree.ReadText(separate))?.Get("dependencies"));
        return from entry in (list as YamlSequenceNode)?.Children.OfType<YamlMappingNode>() ?? []
               let name = entry.Said("name")
               where name is not null
               let version = entry.Said("version")
               select new ChartDependency(name.Value!, version?.Value, entry.Said("repository")?.Value, (version ?? (YamlNode)entry).At(source));
    }

    [GeneratedRegex(@"\Av?[0-9]+(\.[0-9]+){0,2}(-[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?(\+[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Accepted();
}
