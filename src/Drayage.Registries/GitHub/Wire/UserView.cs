namespace Drayage.Registries.GitHub.Wire;

/// <summary>An account.</summary>
internal sealed record UserView
{
    public required string Login { get; init; }

    public required long Id { get; init; }

    public required string NodeId { get; init; }

    public required string Url { get; init; }

    public required string HtmlUrl { get; init; }

    public string Type { get; init; } = "User";

    public bool SiteAdmin { get; init; }
}
