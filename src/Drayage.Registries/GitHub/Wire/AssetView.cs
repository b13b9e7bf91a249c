namespace Drayage.Registries.GitHub.Wire;

/// <summary>A file of a release.</summary>
internal sealed record AssetView
{
    public required string Url { get; init; }

    public required string BrowserDownloadUrl { get; init; }

    public required long Id { get; init; }

    public required string NodeId { get; init; }

    public required string Name { get; init; }

    public required string? Label { get; init; }

    public required string State { get; init; }

    public required string ContentType { get; init; }

    public required long Size { get; init; }

    public required string? Digest { get; init; }

    public required long DownloadCount { get; init; }

    public required string CreatedAt { get; init; }

    public required string UpdatedAt { get; init; }

    public required UserView Uploader { get; init; }
}
