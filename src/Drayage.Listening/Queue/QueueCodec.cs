using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Drayage.Model;

namespace Drayage.Listening.Queue;

/// <summary>Between records of the queue and their JSON.</summary>
internal static class QueueCodec
{
    public static byte[] Write(QueueRecord record) => JsonSerializer.SerializeToUtf8Bytes(ToDocument(record), QueueJson.Default.QueueDocument);

    /// <summary>Null for what is no record.</summary>
    public static QueueRecord? Read(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, QueueJson.Default.QueueDocument) is { } document ? FromDocument(document) : null;
        }
        catch (Exception malformed) when (malformed is JsonException or FormatException)
        {
            return null;
        }
    }

    private static QueueDocument ToDocument(QueueRecord record) => record switch
    {
        QueueRecord.Seen r => new QueueDocument { At = r.At, Event = "seen", Keys = r.Keys },
        QueueRecord.Wanted r => new QueueDocument { At = r.At, Event = "wanted", Entry = r.Entry, Tag = r.Tag, Waybill = r.Waybill?.ToString(), Keys = r.Keys },
        QueueRecord.Resolved r => new QueueDocument { At = r.At, Event = "resolved", Entry = r.Entry, Waybill = r.Waybill.ToString() },
        QueueRecord.Started r => new QueueDocument { At = r.At, Event = "started", Entry = r.Entry },
        QueueRecord.Ended r => new QueueDocument { At = r.At, Event = "ended", Entry = r.Entry, End = r.End, Message = r.Message },
        QueueRecord.Baseline r => new QueueDocument { At = r.At, Event = "baseline", Until = r.Until },
        _ => throw new InvalidOperationException("unreachable: the union is closed"),
    };

    private static QueueRecord? FromDocument(QueueDocument d) => d.Event switch
    {
        "seen" => new QueueRecord.Seen(d.At, d.Keys ?? []),
        "wanted" when d.Tag is { } tag => new QueueRecord.Wanted(d.At, d.Entry, tag, d.Waybill is { } told ? Digest.Parse(told) : null, d.Keys ?? []),
        "resolved" when d.Waybill is { } waybill => new QueueRecord.Resolved(d.At, d.Entry, Digest.Parse(waybill)),
        "started" => new QueueRecord.Started(d.At, d.Entry),
        "ended" when d.End is { } end => new QueueRecord.Ended(d.At, d.Entry, end, d.Message),
        "baseline" when d.Until is { } until => new QueueRecord.Baseline(d.At, until),
        _ => null,
    };
}

/// <summary>A record as it is written: flat, with short stable keys.</summary>
internal sealed record QueueDocument
{
    public required DateTimeOffset At { get; init; }

    public required string Event { get; init; }

    public long Entry { get; init; }

    public string? Tag { get; init; }

    public string? Waybill { get; init; }

    public ImmutableArray<string>? Keys { get; init; }

    public EntryEnd? End { get; init; }

    public string? Message { get; init; }

    public DateTimeOffset? Until { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(QueueDocument))]
internal sealed partial class QueueJson : JsonSerializerContext;
