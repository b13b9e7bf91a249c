namespace Drayage.Pipeline.Journaling.Timelines;

/// <summary>Sorts the records of a journal into a timeline as they are replayed.</summary>
public sealed class TimelineBuilder
{
    // Journals from before runners were written down.
    private const string Unnamed = "";

    private readonly List<Taking> takings = [];
    private readonly List<(string Consignment, List<TimelineEntry> Entries)> consignments = [];
    private readonly Dictionary<string, List<TimelineEntry>> entries = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Consignment, string Effect), DateTimeOffset> announced = [];

    public void Add(JournalRecord record)
    {
        switch (record.Event)
        {
            case JournalEvent.Taken taken:
                takings.Add(new Taking(taken.Runner, taken.Token, record.At));
                break;
            case JournalEvent.OfEffect effect:
                EntriesOf(effect.Consignment).Add(Entry(record, effect));
                break;
        }
    }

    public Timeline Build() => new([.. takings], [.. consignments.Select(c => new ConsignmentTimeline(c.Consignment, [.. c.Entries]))]);

    private TimelineEntry Entry(JournalRecord record, JournalEvent.OfEffect effect)
    {
        var key = (effect.Consignment, effect.Effect);
        TimeSpan? elapsed = effect is not JournalEvent.Intended && announced.TryGetValue(key, out var at) ? record.At - at : null;
        if (effect is JournalEvent.Intended)
            announced[key] = record.At;
        return new TimelineEntry(record.Number, record.At, takings is [.., var last] ? last.Runner : Unnamed, JournalCodec.NameOf(effect), effect.Effect, elapsed, Note(effect));
    }

    private List<TimelineEntry> EntriesOf(string consignment)
    {
        if (!entries.TryGetValue(consignment, out var list))
        {
            list = entries[consignment] = [];
            consignments.Add((consignment, list));
        }

        return list;
    }

    private static string? Note(JournalEvent.OfEffect effect) => effect switch
    {
        JournalEvent.Observed observed => observed.Evidence,
        JournalEvent.Failed failed => failed.Because is null ? failed.Message : $"{failed.Message} ({failed.Because})",
        JournalEvent.Conflicted conflict => conflict.Found,
        _ => null,
    };
}
