using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Drayage.Registries.Events;

/// <summary>How received events are kept and shown.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ReceivedEvent))]
[JsonSerializable(typeof(ImmutableArray<ReceivedEvent>))]
[JsonSerializable(typeof(EventRefusal.Document))]
internal sealed partial class EventsJson : JsonSerializerContext;
