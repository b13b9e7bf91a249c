namespace Drayage.Registries.GitHub.Rules;

/// <summary>The body of creating or editing a release. What is null was not sent.</summary>
internal sealed record ReleaseDraft
{
    public string? TagName { get; init; }

    public string? TargetCommitish { get; init; }

    public string? Name { get; init; }

    public string? Body { get; init; }

    public bool? Draft { get; init; }

    public bool? Prerelease { get; init; }

    /// <summary><c>true</c>, <c>false</c> or <c>legacy</c>, as text.</summary>
    public string? MakeLatest { get; init; }

    public bool? GenerateReleaseNotes { get; init; }
}
