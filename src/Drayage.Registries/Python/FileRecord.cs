namespace Drayage.Registries.Python;

/// <summary>What the index keeps about one distribution file.</summary>
internal sealed record FileRecord
{
    public required string FileName { get; init; }

    /// <summary>Project name as it was uploaded, not normalised.</summary>
    public required string Project { get; init; }

    public required string Version { get; init; }

    /// <summary><c>sdist</c> or <c>bdist_wheel</c>.</summary>
    public required string FileType { get; init; }

    /// <summary>Bytes.</summary>
    public required long Size { get; init; }

    /// <summary>Lower-case hex, as the other hashes.</summary>
    public required string Sha256 { get; init; }

    public required string Md5 { get; init; }

    public required string Blake2b256 { get; init; }

    public string? RequiresPython { get; init; }

    /// <summary>SHA-256 of the wheel's METADATA, which is stored beside it; null for source distributions.</summary>
    public string? MetadataSha256 { get; init; }

    /// <summary>SHA-256 of the provenance that its attestations make; null for a file without.</summary>
    public string? ProvenanceSha256 { get; init; }

    public required DateTimeOffset UploadTime { get; init; }
}
