using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Drayage.Listening.Polling;

/// <summary>A release as GitHub lists it, as far as it is read.</summary>
internal sealed record PolledRelease
{
    public required long Id { get; init; }

    public required string TagName { get; init; }

    public bool Draft { get; init; }

    /// <summary>Null for a draft.</summary>
    public DateTimeOffset? PublishedAt { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ImmutableArray<PolledRelease>))]
internal sealed partial class PollingJson : JsonSerializerContext;
