using System.Text.Json.Serialization;

namespace Drayage.Registries.GitHub;

/// <summary>One entry of a validation failure's <c>errors</c>.</summary>
internal sealed record GitHubError(
    string Resource,
    string Code,
    string? Field = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Message = null);
