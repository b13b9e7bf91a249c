using System.Buffers.Text;
using System.Text.Json;
using Drayage.Platform.Secrets;

namespace Drayage.Ecosystems.Python.Publishing.Trust;

/// <summary>What an identity token says of its job, as far as indexes compare it with their publishers. No secret is among it.</summary>
internal static class JobClaims
{
    // GitHub Actions first, then GitLab; the last one stands for every other CI system.
    private static readonly (string Claim, string Name)[] Compared =
    [
        ("repository", "repository"),
        ("project_path", "project"),
        ("job_workflow_ref", "workflow"),
        ("ci_config_ref_uri", "pipeline"),
        ("environment", "environment"),
        ("sub", "subject"),
    ];

    /// <returns>Such as <c>repository tide/tide, workflow …, no environment</c>; empty for a token that cannot be read.</returns>
    public static string Describe(Secret token)
    {
        if (token.Reveal().Split('.') is not [_, var payload, _] || !Base64Url.IsValid(payload))
            return "";
        try
        {
            using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(payload));
            return string.Join(", ", Compared.Select(compared => Describe(claims.RootElement, compared.Claim, compared.Name)).OfType<string>());
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            return "";
        }
    }

    private static string? Describe(JsonElement claims, string claim, string name) =>
        claims.TryGetProperty(claim, out var value) && value.ValueKind == JsonValueKind.String ? $"{name} {value.GetString()}"
        : claim == "environment" ? "no environment"
        : null;
}
