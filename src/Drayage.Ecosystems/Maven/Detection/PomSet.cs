using System.Collections.Immutable;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Drayage.Formats.Xml;
using Drayage.Pipeline.Detection;

namespace Drayage.Ecosystems.Maven.Detection;

/// <summary>All poms of a repository, with their parents and reactors resolved.</summary>
internal sealed partial class PomSet
{
    private readonly Dictionary<string, Pom> byPath;
    private readonly ImmutableDictionary<string, string> userProperties;

    public PomSet(SourceTree tree, IReadOnlyList<Pom> poms)
    {
        byPath = poms.ToDictionary(pom => pom.Path, StringComparer.Ordinal);
        userProperties = ReadMavenConfig(tree);
        Effective = [.. poms.Select(pom => new EffectivePom(ChainOf(pom), userProperties))];
    }

    public ImmutableArray<EffectivePom> Effective { get; }

    /// <summary>The pom that a <c>module</c> names: a directory, or a file of another name.</summary>
    public Pom? Module(Pom aggregator, string module)
    {
        var path = SourceTree.Join(aggregator.Directory, module);
        return path is null ? null : byPath.GetValueOrDefault(path) ?? byPath.GetValueOrDefault(SourceTree.Join(path, Pom.FileName)!);
    }

    /// <summary>The pom whose modules include this one.</summary>
    public Pom? Aggregator(Pom pom) =>
        byPath.Values.FirstOrDefault(other => other.Modules.Any(module => Module(other, module.Value.Trim()) == pom));

    private ImmutableArray<Pom> ChainOf(Pom pom)
    {
        var chain = ImmutableArray.CreateBuilder<Pom>();
        for (Pom? next = pom; next is not null && !chain.Contains(next); next = StandingParent(next) is { } parent && AgreesWith(next, parent) ? parent : null)
            chain.Add(next);
        return chain.DrainToImmutable();
    }

    /// <summary>
    /// The pom that stands where a pom's parent is looked for. <c>relativePath</c> defaults to <c>../pom.xml</c>; an empty one
    /// means that the parent comes from a repository. What stands there is the parent only with the artifact id that the child names.
    /// </summary>
    public Pom? StandingParent(Pom pom)
    {
        if (pom.Parent is not { } parent)
            return null;
        var given = Pom.Child(parent, "relativePath");
        var relative = given is null ? "../" + Pom.FileName : given.Value.Trim();
        if (relative.Length == 0 || SourceTree.Join(pom.Directory, relative) is not { } path)
            return null;
        var found = byPath.GetValueOrDefault(path) ?? byPath.GetValueOrDefault(SourceTree.Join(path, Pom.FileName)!);
        return found?.Find("artifactId")?.Value.Trim() == Pom.Child(parent, "artifactId")?.Value.Trim() ? found : null;
    }

    /// <summary>Maven compares the versions as they are written; where they differ it takes the parent from a repository.</summary>
    public static bool AgreesWith(Pom child, Pom parent) => Pom.Child(child.Parent!, "version")?.Value.Trim() == WrittenVersion(parent)?.Value.Trim();

    /// <summary>The element with a pom's version, its own or its parent's.</summary>
    public static XElement? WrittenVersion(Pom pom) => pom.Find("version") ?? pom.Find("parent", "version");

    private static ImmutableDictionary<string, string> ReadMavenConfig(SourceTree tree)
    {
        const string Config = ".mvn/maven.config";
        if (!tree.Contains(Config))
            return ImmutableDictionary<string, string>.Empty;
        return UserProperty().Matches(tree.ReadText(Config)).Cast<Match>()
            .GroupBy(match => match.Groups["name"].Value, StringComparer.Ordinal)
            .ToImmutableDictionary(group => group.Key, group => group.Last().Groups["value"].Value);
    }

    [GeneratedRegex(@"(?<=\A|\s)(-D|--define\s+)(?<name>[^=\s]+)=(?<value>\S*)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex UserProperty();

    public static Pom Read(SourceTree tree, string path) => new(path, XmlPlaces.Load(tree.FullPath(path)));
}
