using System.Collections.Immutable;
using System.Text.Json;

namespace Drayage.Registries.Npm.Packages;

/// <summary>What a registry keeps about one package.</summary>
internal sealed record PackageRecord
{
    public required string Name { get; init; }

    /// <summary>Names of those who may write to it.</summary>
    public required ImmutableArray<string> Owners { get; init; }

    /// <summary>Whether its owners alone may read it.</summary>
    public bool IsRestricted { get; init; }

    /// <summary>Grows with each change.</summary>
    public required int Revision { get; init; }

    public required DateTimeOffset Created { get; init; }

    public required DateTimeOffset Modified { get; init; }

    public ImmutableSortedDictionary<string, string> DistTags { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    public ImmutableSortedDictionary<string, VersionRecord> Versions { get; init; } = ImmutableSortedDictionary<string, VersionRecord>.Empty;

    /// <summary>Versions that are gone → when they had been published. They are used up.</summary>
    public ImmutableSortedDictionary<string, DateTimeOffset> Unpublished { get; init; } = ImmutableSortedDictionary<string, DateTimeOffset>.Empty;

    /// <summary>When the package was taken back as a whole; null while it is there.</summary>
    public DateTimeOffset? UnpublishedAt { get; init; }
}

/// <summary>One version.</summary>
internal sealed record VersionRecord
{
    /// <summary>As it was published; without <c>dist</c> and <c>deprecated</c>.</summary>
    public required JsonElement Manifest { get; init; }

    /// <summary>File name of the tarball in its address.</summary>
    public required string File { get; init; }

    /// <summary>Lower-case hexadecimal, as the other hash.</summary>
    public required string Sha256 { get; init; }

    public required string Sha1 { get; init; }

    /// <summary>Subresource integrity with SHA-512.</summary>
    public required string Integrity { get; init; }

    /// <summary>SHA-256 of the provenance bundle; null where none came along.</summary>
    public string? Provenance { get; init; }

    public string? PredicateType { get; init; }

    public string? Deprecated { get; init; }

    public required DateTimeOffset Published { get; init; }
}
