using System.Collections.Immutable;

namespace Drayage.Model.Versions.Tags;

/// <summary>A repository's tags, each given to exactly one component, to several (which is an error) or to none.</summary>
public sealed record TagClassification
{
    /// <summary>By component, then by version from oldest to newest, never by text.</summary>
    public required ImmutableArray<ClassifiedTag> Owned { get; init; }

    public required ImmutableArray<AmbiguousTag> Ambiguous { get; init; }

    /// <summary>Tags that are no release of any component.</summary>
    public required ImmutableArray<string> Unclaimed { get; init; }

    /// <summary>The releases of one component, oldest first.</summary>
    public ImmutableArray<ClassifiedTag> Of(string component) =>
        [.. Owned.Where(tag => string.Equals(tag.Component, component, StringComparison.Ordinal))];

    /// <summary>The newest release of a component, or null before its first one.</summary>
    /// <param name="preReleases">Whether pre-releases count.</param>
    public ClassifiedTag? Newest(string component, bool preReleases) =>
        Of(component).LastOrDefault(tag => preReleases || !tag.Version.IsPreRelease);

    /// <summary>Gives each tag to its component. Whether the templates can clash at all is <see cref="RefuseAmbiguity"/>'s question.</summary>
    /// <param name="patterns">One for each component; more than one for a component that changed its tags.</param>
    public static TagClassification Classify(IEnumerable<string> tags, IEnumerable<TagPattern> patterns)
    {
        ImmutableArray<TagPattern> all = [.. patterns];
        var owned = new List<ClassifiedTag>();
        var ambiguous = ImmutableArray.CreateBuilder<AmbiguousTag>();
        var unclaimed = ImmutableArray.CreateBuilder<string>();
        foreach (var tag in tags.Distinct(StringComparer.Ordinal))
        {
            var owners = OwnersOf(tag, all);
            if (owners.Length == 1)
                owned.Add(owners[0]);
            else if (owners.IsEmpty)
                unclaimed.Add(tag);
            else
                ambiguous.Add(new(tag, [.. owners.Select(owner => owner.Component)]));
        }
        return new()
        {
            Owned = [.. owned
                .OrderBy(tag => tag.Component, StringComparer.Ordinal)
                .ThenBy(tag => tag.Version)
                .ThenBy(tag => tag.Tag, StringComparer.Ordinal)],
            Ambiguous = ambiguous.ToImmutable(),
            Unclaimed = unclaimed.ToImmutable(),
        };
    }

    /// <summary>Checks that no two components' templates claim the same tag.</summary>
    /// <exception cref="ReleaseException">They do; the message names such a tag.</exception>
    public static void RefuseAmbiguity(IEnumerable<TagPattern> patterns)
    {
        ImmutableArray<TagPattern> all = [.. patterns];
        for (var i = 0; i < all.Length; i++)
        {
            for (var j = i + 1; j < all.Length; j++)
            {
                if (all[i].Component == all[j].Component || TagAmbiguity.SharedTag(all[i], all[j]) is not { } tag)
                    continue;
                throw new ReleaseException(
                    ExitCode.Usage,
                    $"components {all[i].Component} and {all[j].Component} claim the same tags",
                    $"tag {tag} fits '{all[i].Template}' and '{all[j].Template}'",
                    "put the component's name into one of the templates, for instance {{ component }}-v{{ version }}");
            }
        }
    }

    private static ImmutableArray<ClassifiedTag> OwnersOf(string tag, ImmutableArray<TagPattern> patterns)
    {
        var owners = ImmutableArray.CreateBuilder<ClassifiedTag>();
        foreach (var pattern in patterns)
        {
            if (pattern.TryMatch(tag, out var version) && !owners.Any(owner => owner.Component == pattern.Component))
                owners.Add(new(pattern.Component, tag, version));
        }
        return owners.ToImmutable();
    }
}
