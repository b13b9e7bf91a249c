using System.Collections.Immutable;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Drayage.Model;

namespace Drayage.Ecosystems.Maven.Detection;

/// <summary>A pom with what it inherits from the parents that stand in the same repository.</summary>
/// <param name="Chain">The pom itself, then its parents, nearest first.</param>
/// <param name="UserProperties">Properties of <c>.mvn/maven.config</c>; they win over those of the poms.</param>
internal sealed partial record EffectivePom(ImmutableArray<Pom> Chain, ImmutableDictionary<string, string> UserProperties)
{
    private const int DeepestReference = 16;

    public Pom Own => Chain[0];

    public string ArtifactId => Value(Own, Own.Find("artifactId"))?.Text ?? "";

    public string GroupId => Inherited("groupId")?.Text ?? "";

    public string Packaging => Value(Own, Own.Find("packaging"))?.Text ?? "jar";

    public string Name => GroupId.Length == 0 ? ArtifactId : $"{GroupId}:{ArtifactId}";

    /// <summary>Null where neither the pom nor a parent states one.</summary>
    public Interpolated? Version => Inherited("version");

    /// <summary>Whether the chain ends with a parent that is fetched from a repository.</summary>
    public bool HasOutsideParent => Chain[^1].Parent is not null;

    public Interpolated? Value(Pom pom, XElement? element) => element is null ? null : Interpolate(pom, element, 0);

    /// <summary>A property as it is in effect, or null.</summary>
    public Interpolated? Property(string name) => Property(name, 0);

    /// <summary>The first of an element down the chain, with the pom that has it.</summary>
    public (Pom Pom, XElement Element)? First(Func<Pom, XElement?> find)
    {
        foreach (var pom in Chain)
        {
            if (find(pom) is { } element)
                return (pom, element);
        }

        return null;
    }

    // A parent outside of the repository is known by what its child says of it.
    private Interpolated? Inherited(string name)
    {
        foreach (var pom in Chain)
        {
            if (pom.Find(name) is { } own)
                return Interpolate(pom, own, 0);
        }

        return Value(Chain[^1], Chain[^1].Find("parent", name));
    }

    private Interpolated Interpolate(Pom pom, XElement element, int depth)
    {
        var (text, at, isKnown) = (element.Value.Trim(), pom.At(element), true);
        if (depth > DeepestReference)
            return new Interpolated(text, false, at);
        var result = Reference().Replace(text, match =>
        {
            if (Property(match.Groups["name"].Value, depth + 1) is not { } value)
            {
                isKnown = false;
                return match.Value;
            }

            isKnown &= value.IsKnown;
            if (match.Length == text.Length)
                at = value.At;
            return value.Text;
        });
        return new Interpolated(result, isKnown, at);
    }

    private Interpolated? Property(string name, int depth)
    {
        if (UserProperties.TryGetValue(name, out var given))
            return new Interpolated(given, true, new SourceLocation(".mvn/maven.config", 0, 0));
        if (Project(name) is { } path)
            return Element(path) is { } found ? Interpolate(found.Pom, found.Element, depth) : null;
        return First(pom => pom.Find("properties", name)) is { } property ? Interpolate(property.Pom, property.Element, depth) : null;
    }

    // `project.version`, `pom.version` and `version` are the pom's own elements; a few of them are inherited.
    private (Pom Pom, XElement Element)? Element(string path)
    {
        if (path is "version" or "groupId")
            return First(pom => pom.Find(path)) ?? (Chain[^1].Find("parent", path) is { } outside ? (Chain[^1], outside) : null);
        var names = path.Split('.');
        return Own.Find(names) is { } own ? (Own, own) : null;
    }

    private static string? Project(string name) =>
        name.StartsWith("project.", StringComparison.Ordinal) ? name["project.".Length..]
        : name.StartsWith("pom.", StringComparison.Ordinal) ? name["pom.".Length..]
        : null;

    [GeneratedRegex(@"\$\{(?<name>[^${}]+)\}", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Reference();
}
