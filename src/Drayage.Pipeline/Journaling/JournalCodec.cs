using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Drayage.Model;

namespace Drayage.Pipeline.Journaling;

/// <summary>
/// Writes and reads one line: <c>{"sum":"16 hex digits","record":{…}}</c>. The sum is the first half of the SHA-256 of the record's
/// bytes as they stand in the line, so that a torn or altered line shows.
/// </summary>
internal static class JournalCodec
{
    private const int SumLength = 16;
    private static ReadOnlySpan<byte> Head => "{\"sum\":\""u8;
    private static ReadOnlySpan<byte> Middle => "\",\"record\":"u8;

    public static byte[] Write(JournalRecord record)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(ToLine(record), JournalJson.Default.JournalLine);
        return [.. Head, .. Encoding.ASCII.GetBytes(Sum(body)), .. Middle, .. body, .. "}\n"u8];
    }

    /// <summary>Null for a line that is not whole.</summary>
    public static JournalRecord? Read(ReadOnlySpan<byte> line)
    {
        var start = Head.Length + SumLength + Middle.Length;
        if (line.Length <= start || !line.StartsWith(Head) || !line[(Head.Length + SumLength)..].StartsWith(Middle) || line[^1] != '}')
            return null;
        var body = line[start..^1];
        if (!line.Slice(Head.Length, SumLength).SequenceEqual(Encoding.ASCII.GetBytes(Sum(body))))
            return null;
        try
        {
            return JsonSerializer.Deserialize(body, JournalJson.Default.JournalLine) is { } read ? FromLine(read) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Sum(ReadOnlySpan<byte> body) => Convert.ToHexStringLower(SHA256.HashData(body).AsSpan(0, SumLength / 2));

    private static JournalLine ToLine(JournalRecord record)
    {
        var line = new JournalLine { Number = record.Number, At = record.At, Event = "" };
        return record.Event switch
        {
            JournalEvent.Opened e => line with { Event = "opened", Waybill = e.Waybill.ToString() },
            JournalEvent.Intended e => Of(line, e) with { Event = "intended" },
            JournalEvent.Sent e => Of(line, e) with { Event = "sent" },
            JournalEvent.Observed e => Of(line, e) with { Event = "observed", Evidence = e.Evidence, Url = e.Url },
            JournalEvent.Failed e => Of(line, e) with { Event = "failed", Message = e.Message, Because = e.Because, Hint = e.Hint, Transient = e.IsTransient },
            JournalEvent.Conflicted e => Of(line, e) with { Event = "conflicted", Found = e.Found },
            _ => throw new InvalidOperationException("unreachable: the union is closed"),
        };
    }

    private static JournalLine Of(JournalLine line, JournalEvent.OfEffect effect) =>
        line with { Consignment = effect.Consignment, Effect = effect.Effect };

    private static JournalRecord? FromLine(JournalLine line)
    {
        var (consignment, effect) = (line.Consignment ?? "", line.Effect ?? "");
        JournalEvent? happened = line.Event switch
        {
            "opened" when Digest.TryParse(line.Waybill, out var waybill) => new JournalEvent.Opened(waybill),
            "intended" => new JournalEvent.Intended(consignment, effect),
            "sent" => new JournalEvent.Sent(consignment, effect),
            "observed" => new JournalEvent.Observed(consignment, effect, line.Evidence ?? "", line.Url),
            "failed" => new JournalEvent.Failed(consignment, effect, line.Message ?? "", line.Because, line.Hint, line.Transient ?? false),
            "conflicted" => new JournalEvent.Conflicted(consignment, effect, line.Found ?? ""),
            _ => null,
        };
        return happened is null ? null : new JournalRecord(line.Number, line.At, happened);
    }
}
