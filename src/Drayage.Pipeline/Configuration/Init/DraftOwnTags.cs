using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Drayage.Model.Components;
using Drayage.Model.Detection;
using Drayage.Model.Versions;
using Drayage.Pipeline.Planning;

namespace Drayage.Pipeline.Configuration.Init;

/// <summary>
/// The tag templates that the repository's own tags follow, by component: <c>tide-0.3.0</c> are those of package tide, and
/// <c>python-sdk-0.3.0</c> those of the one below <c>foreign/python</c>, where nothing else could be meant.
/// </summary>
internal sealed partial class DraftOwnTags
{
    private readonly Dictionary<ComponentId, string> templates = [];

    public DraftOwnTags(DraftFacts facts, ImmutableArray<(ComponentId Id, Package Package)> components)
    {
        var families = facts.Tags.Select(tag => Shape().Match(tag)).Where(match => match.Success)
            .Select(match => (Prefix: match.Groups["prefix"].Value, Version: ReleaseVersion.Recognise(match.Groups["version"].Value)))
            .Where(tag => tag.Version is not null)
            .GroupBy(tag => tag.Prefix, tag => tag.Version!, StringComparer.Ordinal);
        foreach (var family in families.OrderByDescending(family => family.Count()))
        {
            var newest = family.Max()!;
            if (Owner(facts.Project, family.Key, newest, components) is { } owner)
                templates.TryAdd(owner, family.Key + "{{ version }}");
        }
    }

    /// <summary>Null where no tags are surely the component's.</summary>
    public string? Of(ComponentId component) => templates.GetValueOrDefault(component);

    private static ComponentId? Owner(string project, string prefix, ReleaseVersion newest, ImmutableArray<(ComponentId Id, Package Package)> components)
    {
        var name = Name(prefix);
        var claims = components.Select(component => (component.Id, Rank: Rank(component.Id, component.Package, name ?? DraftIds.Clean(project)), component.Package))
            .Where(claim => claim.Rank > 0 && MayFollow(claim.Package, newest)).ToArray();
        return claims.Length == 0 ? null
            : claims.Where(claim => claim.Rank == claims.Max(other => other.Rank)).ToArray() is [var only] ? only.Id
            : null;
    }

    /// <summary>Null where the prefix says nothing but v.</summary>
    private static string? Name(string prefix) => NameEnd().Replace(prefix, "") is { Length: > 0 } name ? DraftIds.Clean(name) : null;

    private static int Rank(ComponentId id, Package package, string name)
    {
        if (name == id.Text || name == DraftIds.Clean(package.Name))
            return 3;
        if (name == DraftIds.Clean(package.Directory))
            return 2;
        var folders = package.Directory.Split('/').Select(DraftIds.Clean);
        return folders.Any(folder => name == folder + "-sdk" || name == "sdk-" + folder) || name == folders.Last() ? 1 : 0;
    }

    // Versions do not go back: a chart at 0.5.0 is not what the tags up to 0.9.1 are of.
    private static bool MayFollow(Package package, ReleaseVersion newest) =>
        package.Version.Text is not { } text || (ManifestVersion.Read(text, package.Ecosystem) is { } version && version.CompareTo(newest) >= 0);

    [GeneratedRegex(@"\A(?<prefix>(.*[-/_@])?v?)(?<version>[0-9]+\.[0-9].*)\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Shape();

    [GeneratedRegex(@"(\Av|[-/_@]v|[-/_@])\z", RegexOptions.ExplicitCapture)]
    private static partial Regex NameEnd();
}
