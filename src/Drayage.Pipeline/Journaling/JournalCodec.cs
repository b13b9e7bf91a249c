using System.Text.Json;
using Drayage.Model;
using Drayage.Platform.Storage;

namespace Drayage.Pipeline.Journaling;

/// <summary>Writes and reads the records of the journal, each a <see cref="SummedLine"/>.</summary>
internal static class JournalCodec
{
    public static byte[] Write(JournalRecord record) =>
        SummedLine.Write(JsonSerializer.SerializeToUtf8Bytes(ToLine(record), JournalJson.Default.JournalLine));

    /// <summary>Null for a line that is not whole.</summary>
    public static JournalRecord? Read(ReadOnlySpan<byte> line)
    {
        var body = SummedLine.Read(line);
        if (body.IsEmpty)
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

    /// <summary>The word after <c>"event":</c>.</summary>
    public static string NameOf(JournalEvent.OfEffect effect) => effect switch
    {
        JournalEvent.Intended => "intended",
        JournalEvent.Sent => "sent",
        JournalEvent.Observed => "observed",
        JournalEvent.Failed => "failed",
        JournalEvent.Conflicted => "conflicted",
        _ => throw new InvalidOperationException("unreachable: the union is closed"),
    };

    private static JournalLine ToLine(JournalRecord record)
    {
        var line = new JournalLine { Number = record.Number, At = record.At, Event = "" };
        return record.Event switch
        {
            JournalEvent.Opened e => line with { Event = "opened", Waybill = e.Waybill.ToString() },
            JournalEvent.Taken e => line with { Event = "taken", Runner = e.Runner, Token = e.Token },
            JournalEvent.Intended e => Of(line, e),
            JournalEvent.Sent e => Of(line, e),
            JournalEvent.Observed e => Of(line, e) with { Evidence = e.Evidence, Url = e.Url },
            JournalEvent.Failed e => Of(line, e) with { Message = e.Message, Because = e.Because, Hint = e.Hint, Transient = e.IsTransient },
            JournalEvent.Conflicted e => Of(line, e) with { Found = e.Found },
            _ => throw new InvalidOperationException("unreachable: the union is closed"),
        };
    }

    private static JournalLine Of(JournalLine line, JournalEvent.OfEffect effect) =>
        line with { Event = NameOf(effect), Consignment = effect.Consignment, Effect = effect.Effect };

    private static JournalRecord? FromLine(JournalLine line)
    {
        var (consignment, effect) = (line.Consignment ?? "", line.Effect ?? "");
        JournalEvent? happened = line.Event switch
        {
            "opened" when Digest.TryParse(line.Waybill, out var waybill) => new JournalEvent.Opened(waybill),
            "taken" when line is { Runner: { } runner, Token: { } token } => new JournalEvent.Taken(runner, token),
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
