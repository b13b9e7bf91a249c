namespace Drayage.Registries.GitHub.State;

/// <summary>A file of a release.</summary>
internal sealed record Asset
{
    /// <summary>The upload has begun; when its connection broke the asset stays so, in the way of another of its name.</summary>
    public const string Starter = "starter";
    public const string Uploaded = "uploaded";

    public required long Id { get; init; }

    public required string Name { get; init; }

    public string? Label { get; init; }

    public required string ContentType { get; init; }

    public required string State { get; init; }

    /// <summary>Bytes.</summary>
    public long Size { get; init; }

    /// <summary><c>sha256:HEX</c>; null until the upload is complete.</summary>
    public string? Digest { get; init; }

    public long DownloadCount { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }
}
