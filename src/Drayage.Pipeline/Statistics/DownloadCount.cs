using System.Collections.Immutable;

namespace Drayage.Pipeline.Statistics;

/// <summary>How often something was downloaded, as a destination tells it.</summary>
public sealed record DownloadCount
{
    /// <summary>Id of the destination; of a log what served it.</summary>
    public required string Destination { get; init; }

    /// <summary>The package, image or repository.</summary>
    public required string Package { get; init; }

    /// <summary>The file, tag or version; empty for the package as a whole.</summary>
    public required string Item { get; init; }

    /// <summary>Since the beginning; null where only days are told.</summary>
    public long? Total { get; init; }

    /// <summary>By day (UTC), where days are told; a day that is missing had none, or is not told.</summary>
    public ImmutableSortedDictionary<DateOnly, long> Days { get; init; } = ImmutableSortedDictionary<DateOnly, long>.Empty;
}
