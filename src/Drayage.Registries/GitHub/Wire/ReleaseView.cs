using System.Collections.Immutable;

namespace Drayage.Registries.GitHub.Wire;

/// <summary>A release.</summary>
internal sealed record ReleaseView
{
    public required string Url { get; init; }

    public required string AssetsUrl { get; init; }

    /// <summary>A URI template: <c>…{?name,label}</c>.</summary>
    public required string UploadUrl { get; init; }

    public required string HtmlUrl { get; init; }

    public required long Id { get; init; }

    public required string NodeId { get; init; }

    public required UserView Author { get; init; }

    public required string TagName { get; init; }

    public required string TargetCommitish { get; init; }

    public required string? Name { get; init; }

    public required string? Body { get; init; }

    public required bool Draft { get; init; }

    public required bool Prerelease { get; init; }

    public required bool Immutable { get; init; }

    public required string CreatedAt { get; init; }

    public required string UpdatedAt { get; init; }

    public required string? PublishedAt { get; init; }

    public required ImmutableArray<AssetView> Assets { get; init; }

    public required string? TarballUrl { get; init; }

    public required string? ZipballUrl { get; init; }
}
