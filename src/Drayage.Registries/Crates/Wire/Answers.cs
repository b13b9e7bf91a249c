using System.Collections.Immutable;

namespace Drayage.Registries.Crates.Wire;

internal sealed record ErrorList
{
    public required ImmutableArray<ErrorDetail> Errors { get; init; }
}

internal sealed record ErrorDetail(string Detail);

/// <summary>What a publish is answered with.</summary>
internal sealed record PublishAnswer
{
    public PublishWarnings Warnings { get; init; } = new();
}

internal sealed record PublishWarnings
{
    public ImmutableArray<string> InvalidCategories { get; init; } = [];

    public ImmutableArray<string> InvalidBadges { get; init; } = [];

    public ImmutableArray<string> Other { get; init; } = [];
}

/// <summary>A change that was made.</summary>
internal sealed record Acknowledged(bool Ok, string? Msg = null);

internal sealed record OwnerList(ImmutableArray<OwnerView> Users);

internal sealed record OwnerView(int Id, string Login, string Name);

internal sealed record SearchAnswer(ImmutableArray<FoundCrate> Crates, SearchMeta Meta);

internal sealed record FoundCrate(string Name, string MaxVersion, string? Description);

internal sealed record SearchMeta(int Total);

internal sealed record IdentityAnswer(string Token);
