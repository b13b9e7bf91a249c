using System.Collections.Immutable;
using Drayage.Registries.Crates.Wire;

namespace Drayage.Registries.Crates.State;

/// <summary>A crate with all its versions.</summary>
internal sealed record CrateRecord
{
    /// <summary>As its first version spelt it.</summary>
    public required string Name { get; init; }

    /// <summary>Logins; never empty.</summary>
    public required ImmutableArray<string> Owners { get; init; }

    /// <summary>In the order in which they came.</summary>
    public ImmutableArray<VersionRecord> Versions { get; init; } = [];

    public VersionRecord? Find(string version) => Versions.FirstOrDefault(held => held.Line.Vers == version);
}

/// <summary>A version of a crate.</summary>
internal sealed record VersionRecord
{
    public required IndexLine Line { get; init; }

    /// <summary>Bytes.</summary>
    public required long Size { get; init; }

    public string? Description { get; init; }

    public required DateTimeOffset PublishedAt { get; init; }
}
