using System.Collections.Immutable;
using System.Net;
using Drayage.PythonIndex.Registries;

namespace Drayage.PythonIndex;

/// <summary>How an index over registries is served.</summary>
public sealed record IndexOptions
{
    /// <summary>Where projects are looked for; the first place that has a project serves all its files.</summary>
    public required ImmutableArray<IndexSource> Sources { get; init; }

    public required IPEndPoint Listen { get; init; }

    /// <summary>Absolute path of the cache.</summary>
    public required string CacheDirectory { get; init; }

    /// <summary>Bytes that the cache may hold.</summary>
    public long CacheLimit { get; init; } = 2L * 1024 * 1024 * 1024;

    /// <summary>How old a look at a repository may be.</summary>
    public TimeSpan Refresh { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long requests under way may take to end when the index is stopped.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a registry that could not be asked is left alone.</summary>
    internal static TimeSpan Pause { get; } = TimeSpan.FromSeconds(10);

    /// <summary>How old a look may be that is served while a registry is away.</summary>
    internal static TimeSpan Staleness { get; } = TimeSpan.FromDays(1);
}
