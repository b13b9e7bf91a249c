namespace Drayage.Registries.GitHub.Wire;

/// <summary>A repository.</summary>
internal sealed record RepositoryView
{
    public required long Id { get; init; }

    public required string NodeId { get; init; }

    public required string Name { get; init; }

    public required string FullName { get; init; }

    public required UserView Owner { get; init; }

    public required bool Private { get; init; }

    public required string Visibility { get; init; }

    public required string HtmlUrl { get; init; }

    public required string Url { get; init; }

    public required string CloneUrl { get; init; }

    public required string ReleasesUrl { get; init; }

    public string? Description { get; init; }

    public required string DefaultBranch { get; init; }

    public required string CreatedAt { get; init; }

    public required PermissionsView Permissions { get; init; }
}

/// <summary>What the caller may do.</summary>
internal sealed record PermissionsView(bool Admin, bool Maintain, bool Push, bool Triage, bool Pull);
