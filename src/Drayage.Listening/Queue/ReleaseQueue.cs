using System.Collections.Immutable;
using System.Threading.Channels;
using Drayage.Model;

namespace Drayage.Listening.Queue;

/// <summary>The releases that were heard of, each taken care of once. Safe for use by many threads; survives a restart at any instant.</summary>
internal sealed class ReleaseQueue : IDisposable
{
    // GitHub offers to deliver again for three days; a replay after that finds its release delivered.
    private static readonly TimeSpan Memory = TimeSpan.FromDays(30);
    private const long CompactFrom = 4 * 1024 * 1024;

    private readonly QueueFile file;
    private readonly TimeProvider clock;
    private readonly Lock gate = new();
    private readonly Channel<long> due = Channel.CreateUnbounded<long>();
    private readonly HashSet<long> looks = [];
    private QueueState state;

    private ReleaseQueue(QueueFile file, QueueState state, TimeProvider clock)
    {
        this.file = file;
        this.state = state;
        this.clock = clock;
        foreach (var entry in state.Open)
            due.Writer.TryWrite(entry.Number);
    }

    public QueueState State => Volatile.Read(ref state);

    /// <summary>Numbers of entries that something is to be done for.</summary>
    public ChannelReader<long> Due => due.Reader;

    /// <exception cref="ReleaseException">The queue is damaged, or open in another process.</exception>
    public static async Task<ReleaseQueue> OpenAsync(string directory, TimeProvider clock, CancellationToken cancellationToken)
    {
        var (file, state) = QueueFile.Open(directory);
        if (file.Length < CompactFrom)
            return new ReleaseQueue(file, state, clock);
        file.Dispose();
        await QueueFile.CompactAsync(directory, Records(state, clock.GetUtcNow() - Memory), cancellationToken);
        (file, state) = QueueFile.Open(directory);
        return new ReleaseQueue(file, state, clock);
    }

    /// <summary>Whether a message was seen before.</summary>
    public bool IsKnown(string key) => State.Keys.ContainsKey(key);

    /// <summary>Takes a message in. It is on disk when this returns.</summary>
    /// <param name="keys">By what the message is known.</param>
    /// <returns>False when the message was seen before, or can add nothing.</returns>
    /// <exception cref="IOException">It could not be written, and is not taken.</exception>
    public bool Accept(ReleaseReference release, params ImmutableArray<string> keys)
    {
        lock (gate)
        {
            if (keys.Any(IsKnown))
                return false;
            if (state.Covers(release, looks.Contains))
            {
                Add(new QueueRecord.Seen(clock.GetUtcNow(), keys));
                return false;
            }

            var number = state.LastEntry + 1;
            Add(new QueueRecord.Wanted(clock.GetUtcNow(), number, release.Tag, release.Waybill, keys));
            due.Writer.TryWrite(number);
            return true;
        }
    }

    /// <summary>An entry is being looked at until this is disposed.</summary>
    public IDisposable Look(long entry)
    {
        lock (gate)
            looks.Add(entry);
        return new Looking(this, entry);
    }

    /// <summary>States whose waybill an entry is about.</summary>
    /// <returns>False when another entry takes care of the same waybill; this one has ended then.</returns>
    public bool Resolve(long entry, Digest waybill)
    {
        lock (gate)
        {
            if (state.OtherOf(entry, waybill) is { } other)
            {
                Add(new QueueRecord.Ended(clock.GetUtcNow(), entry, EntryEnd.Duplicate, $"entry {other.Number} is about the same waybill"));
                return false;
            }

            Add(new QueueRecord.Resolved(clock.GetUtcNow(), entry, waybill));
            return true;
        }
    }

    public void Start(long entry) => Append(new QueueRecord.Started(clock.GetUtcNow(), entry));

    public void End(long entry, EntryEnd end, string? message) => Append(new QueueRecord.Ended(clock.GetUtcNow(), entry, end, message));

    /// <summary>Makes an entry due again.</summary>
    public void Again(long entry) => due.Writer.TryWrite(entry);

    public void SetBaseline(DateTimeOffset until) => Append(new QueueRecord.Baseline(clock.GetUtcNow(), until));

    public void Dispose() => file.Dispose();

    private static IEnumerable<QueueRecord> Records(QueueState state, DateTimeOffset since)
    {
        if (state.Baseline is { } until)
            yield return new QueueRecord.Baseline(until, until);
        foreach (var (key, at) in state.Keys.Where(key => key.Value >= since || key.Key.StartsWith(KeyOfMessage.ReleasePrefix, StringComparison.Ordinal)))
            yield return new QueueRecord.Seen(at, [key]);
        foreach (var entry in state.Entries.Values.Where(entry => entry.End is null or EntryEnd.Complete))
        {
            yield return new QueueRecord.Wanted(since, entry.Number, entry.Tag, entry.Waybill, []);
            if (entry is { IsResolved: true, Waybill: { } waybill })
                yield return new QueueRecord.Resolved(since, entry.Number, waybill);
            if (entry.End is { } end)
                yield return new QueueRecord.Ended(since, entry.Number, end, null);
        }
    }

    private sealed class Looking(ReleaseQueue queue, long entry) : IDisposable
    {
        public void Dispose()
        {
            lock (queue.gate)
                queue.looks.Remove(entry);
        }
    }

    private void Append(QueueRecord record)
    {
        lock (gate)
            Add(record);
    }

    private void Add(QueueRecord record)
    {
        file.Append(record);
        Volatile.Write(ref state, state.Apply(record));
    }
}
