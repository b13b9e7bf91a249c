using System.Text.Json.Serialization;

namespace Drayage.Registries.Access;

/// <summary>The claims of an identity token that count here.</summary>
internal sealed record IdentityClaims
{
    [JsonPropertyName("sub")]
    public required string Subject { get; init; }

    [JsonPropertyName("aud")]
    public required string Audience { get; init; }

    /// <summary>End of validity, seconds since 1970.</summary>
    [JsonPropertyName("exp")]
    public required long Expires { get; init; }

    /// <summary>Tells this token from all others of the issuer; null when it says nothing.</summary>
    [JsonPropertyName("jti")]
    public string? Id { get; init; }

    /// <summary><c>OWNER/NAME</c>, of a job of GitHub Actions.</summary>
    [JsonPropertyName("repository")]
    public string? Repository { get; init; }

    /// <summary><c>OWNER/NAME/.github/workflows/FILE@REF</c>, of a job of GitHub Actions.</summary>
    [JsonPropertyName("job_workflow_ref")]
    public string? Workflow { get; init; }

    /// <summary>The environment that the job runs in; null for none.</summary>
    [JsonPropertyName("environment")]
    public string? Environment { get; init; }
}
