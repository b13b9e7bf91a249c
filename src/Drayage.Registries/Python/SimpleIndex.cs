using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Drayage.Registries.Python;

/// <summary>The JSON form of the list of projects (simple repository API).</summary>
internal sealed record SimpleIndex(ImmutableArray<SimpleProject> Projects)
{
    public SimpleMeta Meta { get; } = new();
}

internal sealed record SimpleProject(string Name);

internal sealed record SimpleMeta
{
    public const string Version = "1.4";

    [JsonPropertyName("api-version")]
    public string ApiVersion { get; } = Version;
}
