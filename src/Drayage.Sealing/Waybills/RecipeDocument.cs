using System.Collections.Immutable;

namespace Drayage.Sealing.Waybills;

/// <summary>How images and OCI artifacts come of what the release carries.</summary>
internal sealed record RecipesDocument
{
    public ImmutableArray<ImageRecipeDocument>? Images { get; init; }

    public ImmutableArray<OciArtifactRecipeDocument>? OciArtifacts { get; init; }
}

internal sealed record ImageRecipeDocument
{
    public required string Artifact { get; init; }

    public required string WrittenBy { get; init; }

    public required long Created { get; init; }

    public required long FileTime { get; init; }

    /// <summary><c>oci</c> or <c>docker</c>.</summary>
    public required string Format { get; init; }

    /// <summary><c>gzip</c> or <c>zstd</c>.</summary>
    public required string Compression { get; init; }

    public BaseDocument? Base { get; init; }

    public required ContainerConfigDocument Config { get; init; }

    public ImmutableSortedDictionary<string, string>? Annotations { get; init; }

    public required ImmutableArray<PlatformDocument> Platforms { get; init; }
}

internal sealed record BaseDocument
{
    public required string Reference { get; init; }

    public string? Name { get; init; }
}

internal sealed record ContainerConfigDocument
{
    public ImmutableArray<string>? Entrypoint { get; init; }

    public ImmutableArray<string>? Command { get; init; }

    public ImmutableSortedDictionary<string, string>? Environment { get; init; }

    public string? User { get; init; }

    public string? WorkingDirectory { get; init; }

    public ImmutableArray<string>? ExposedPorts { get; init; }

    public ImmutableArray<string>? Volumes { get; init; }

    public string? StopSignal { get; init; }

    public HealthcheckDocument? Healthcheck { get; init; }

    public ImmutableSortedDictionary<string, string>? Labels { get; init; }
}

/// <summary>Times are in nanoseconds, as in image configurations.</summary>
internal sealed record HealthcheckDocument
{
    public required ImmutableArray<string> Test { get; init; }

    public long? Interval { get; init; }

    public long? Timeout { get; init; }

    public long? StartPeriod { get; init; }

    public int? Retries { get; init; }
}

internal sealed record PlatformDocument
{
    public required string Platform { get; init; }

    /// <summary>Bottom first, above those of the base.</summary>
    public required ImmutableArray<LayerDocument> Layers { get; init; }
}

internal sealed record LayerDocument
{
    public required string CreatedBy { get; init; }

    public ImmutableArray<DirectoryDocument>? Directories { get; init; }

    public ImmutableArray<FileDocument>? Files { get; init; }

    public ImmutableArray<string>? Whiteouts { get; init; }
}

internal sealed record DirectoryDocument
{
    public required string Path { get; init; }

    /// <summary>Octal permission bits: <c>0755</c>.</summary>
    public required string Mode { get; init; }

    public int? UserId { get; init; }

    public int? GroupId { get; init; }
}

internal sealed record FileDocument
{
    public required string Path { get; init; }

    /// <inheritdoc cref="DirectoryDocument.Mode"/>
    public required string Mode { get; init; }

    public int? UserId { get; init; }

    public int? GroupId { get; init; }

    public required ContentDocument Content { get; init; }
}

internal sealed record OciArtifactRecipeDocument
{
    public required string Artifact { get; init; }

    public string? ArtifactType { get; init; }

    /// <summary>Absent for the empty config.</summary>
    public BlobDocument? Config { get; init; }

    public required ImmutableArray<BlobDocument> Layers { get; init; }

    public ImmutableSortedDictionary<string, string>? Annotations { get; init; }
}

internal sealed record BlobDocument
{
    public required string MediaType { get; init; }

    public required ContentDocument Content { get; init; }

    public ImmutableSortedDictionary<string, string>? Annotations { get; init; }
}

internal sealed record ContentDocument
{
    public required string Digest { get; init; }

    public required long Size { get; init; }

    /// <summary>Name of the released artifact that holds the bytes.</summary>
    public required string Artifact { get; init; }

    /// <summary>Path inside that archive; absent when the artifact is the file itself.</summary>
    public string? Path { get; init; }
}
