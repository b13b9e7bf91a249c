using System.Collections.Immutable;
using Drayage.Formats.Globs;
using Drayage.Model.Versions;

namespace Drayage.Pipeline.Retention;

/// <summary>What is kept of a store. Whatever any rule keeps stays.</summary>
public sealed record RetentionRules
{
    /// <summary>Only tags that one of these matches are removed.</summary>
    public ImmutableArray<GlobPattern> Match { get; init; } = [GlobPattern.Parse("*", matchDotFiles: true)];

    /// <summary>Tags that one of these matches always stay.</summary>
    public ImmutableArray<GlobPattern> Keep { get; init; } = [];

    /// <summary>The newest so many versions with matching tags stay; null for no such rule.</summary>
    public int? KeepLast { get; init; }

    /// <summary>What is younger stays; null for no such rule.</summary>
    public TimeSpan? KeepFor { get; init; }

    /// <summary>Tags that move with releases, besides those whose form tells it. What they name stays whole, unless they are matched in full.</summary>
    public ImmutableHashSet<string> Floating { get; init; } = [ReleaseStanding.Latest];

    /// <summary>Why versions stay that somebody relies on, by name. They stay whole.</summary>
    public ImmutableDictionary<string, string> Recorded { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>What no tag names yet may belong to a release that is under way.</summary>
    public static TimeSpan LeastAgeOfUntagged { get; } = TimeSpan.FromDays(1);
}
