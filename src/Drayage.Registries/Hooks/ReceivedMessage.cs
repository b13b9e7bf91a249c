using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Drayage.Registries.Hooks;

/// <summary>A message that a webhook took.</summary>
internal sealed record ReceivedMessage
{
    /// <summary>As it was posted.</summary>
    public required JsonElement Body { get; init; }

    public required DateTimeOffset At { get; init; }
}

/// <summary>How messages are kept and shown.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ReceivedMessage))]
[JsonSerializable(typeof(ImmutableArray<ReceivedMessage>))]
internal sealed partial class HooksJson : JsonSerializerContext;
