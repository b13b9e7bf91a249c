using System.Collections.Immutable;

namespace Drayage.PythonIndex.Site;

/// <summary>What a site holds, and what a run of its builder came to.</summary>
public sealed record SiteReport
{
    public required int Projects { get; init; }

    public required int Files { get; init; }

    /// <summary>Of the files.</summary>
    public required int Yanked { get; init; }

    /// <summary>Addresses of files that are called wheels and are none, or not of the name and version that they are called by.</summary>
    public required ImmutableArray<string> LeftOut { get; init; }

    /// <summary>Files of releases that had to be fetched to be known.</summary>
    public required int Fetched { get; init; }

    /// <summary>Pages that were, or would be, added (<c>+</c>), removed (<c>-</c>) or changed (<c>~</c>).</summary>
    public required ImmutableArray<string> Changes { get; init; }
}
