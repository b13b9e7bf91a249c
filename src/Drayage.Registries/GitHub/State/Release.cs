using System.Collections.Immutable;

namespace Drayage.Registries.GitHub.State;

internal sealed record Release
{
    public required long Id { get; init; }

    public required string TagName { get; init; }

    /// <summary>Branch or commit that the tag is made at, if it has to be made.</summary>
    public required string TargetCommitish { get; init; }

    public string? Name { get; init; }

    public string? Body { get; init; }

    public required bool Draft { get; init; }

    public required bool Prerelease { get; init; }

    /// <summary>Its assets and tag can no longer change: it was published while the repository had immutable releases on.</summary>
    public bool Immutable { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    public DateTimeOffset? PublishedAt { get; init; }

    public ImmutableArray<Asset> Assets { get; init; } = [];

    /// <summary>How addresses name the release: a draft has no tag yet.</summary>
    public string AddressName => Draft ? $"untagged-{Id:x20}" : TagName;
}
