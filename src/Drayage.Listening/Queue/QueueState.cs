using System.Collections.Immutable;
using Drayage.Model;

namespace Drayage.Listening.Queue;

/// <summary>The records replayed.</summary>
internal sealed record QueueState
{
    public static QueueState Empty { get; } = new();

    /// <summary>By what messages are known → when they came.</summary>
    public ImmutableDictionary<string, DateTimeOffset> Keys { get; init; } = ImmutableDictionary.Create<string, DateTimeOffset>(StringComparer.Ordinal);

    public ImmutableSortedDictionary<long, QueueEntry> Entries { get; init; } = ImmutableSortedDictionary<long, QueueEntry>.Empty;

    /// <summary>Releases that were published until then are history; null before the first poll.</summary>
    public DateTimeOffset? Baseline { get; init; }

    public long LastEntry { get; init; }

    public IEnumerable<QueueEntry> Open => Entries.Values.Where(entry => entry.IsOpen);

    /// <summary>Whether a message can add nothing: the same is about to be looked at, or its waybill is delivered or about to be.</summary>
    /// <param name="release">What the message is about.</param>
    /// <param name="isLookedAt">Whether an entry is being looked at: that look may have been before what the message tells of.</param>
    public bool Covers(ReleaseReference release, Func<long, bool> isLookedAt) => Entries.Values.Any(entry =>
        // An entry that was told of another waybill ends when it finds this one.
        (entry is { IsOpen: true, IsResolved: false } && entry.Tag == release.Tag && entry.Waybill == release.Waybill && !isLookedAt(entry.Number))
        || (release.Waybill is { } waybill && IsAbout(entry, waybill)));

    /// <summary>Another entry that takes care of the same waybill.</summary>
    public QueueEntry? OtherOf(long entry, Digest waybill) => Entries.Values.FirstOrDefault(other =>
        other.Number != entry && IsAbout(other, waybill));

    public QueueState Apply(QueueRecord record) => record switch
    {
        QueueRecord.Seen seen => Known(seen.Keys, seen.At),
        QueueRecord.Wanted wanted => Known(wanted.Keys, wanted.At) with
        {
            Entries = Entries.SetItem(wanted.Entry, new QueueEntry(wanted.Entry, wanted.Tag, wanted.Waybill)),
            LastEntry = Math.Max(LastEntry, wanted.Entry),
        },
        QueueRecord.Resolved resolved => Changed(resolved.Entry, entry => entry with { Waybill = resolved.Waybill, IsResolved = true }),
        QueueRecord.Started started => Changed(started.Entry, entry => entry with { Runs = entry.Runs + 1 }),
        QueueRecord.Ended ended => Changed(ended.Entry, entry => entry with { End = ended.End }),
        QueueRecord.Baseline baseline => this with { Baseline = baseline.Until },
        _ => throw new InvalidOperationException("unreachable: the union is closed"),
    };

    private static bool IsAbout(QueueEntry entry, Digest waybill) =>
        entry is { IsResolved: true, End: null or EntryEnd.Complete } && entry.Waybill == waybill;

    private QueueState Known(ImmutableArray<string> keys, DateTimeOffset at) =>
        this with { Keys = Keys.SetItems(keys.Select(key => KeyValuePair.Create(key, at))) };

    private QueueState Changed(long number, Func<QueueEntry, QueueEntry> change) =>
        Entries.TryGetValue(number, out var entry) ? this with { Entries = Entries.SetItem(number, change(entry)) } : this;
}
