using System.Text.Json.Serialization;

namespace Drayage.Pipeline.Journaling;

/// <summary>A record as it is written: flat, with short stable keys. See <c>docs/journal.md</c>.</summary>
internal sealed record JournalLine
{
    public required long Number { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string Event { get; init; }

    public string? Waybill { get; init; }

    public string? Runner { get; init; }

    public long? Token { get; init; }

    public string? Consignment { get; init; }

    public string? Effect { get; init; }

    public string? Evidence { get; init; }

    public string? Url { get; init; }

    public string? Found { get; init; }

    public string? Message { get; init; }

    public string? Because { get; init; }

    public string? Hint { get; init; }

    public bool? Transient { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(JournalLine))]
internal sealed partial class JournalJson : JsonSerializerContext;
