using System.Collections.Immutable;
using System.Text.Json;

namespace Drayage.Sealing.Dsse;

/// <summary>One signature of an envelope.</summary>
public sealed record DsseSignature
{
    /// <summary>A hint which key signed; nothing vouches for it. Empty when there is none.</summary>
    public required string KeyId { get; init; }

    public required ReadOnlyMemory<byte> Value { get; init; }

    /// <summary>Fields that this version does not know, kept as they came.</summary>
    public ImmutableSortedDictionary<string, JsonElement> UnknownFields { get; init; } =
        ImmutableSortedDictionary<string, JsonElement>.Empty;
}
