using Drayage.Model;

namespace Drayage.Pipeline.Journaling.Appending;

/// <summary>
/// Puts records in order and lets only those pass that can follow. Records that come while others are being written share the
/// next writing, so that many effects under way at once cost one flush and not one each.
/// </summary>
internal sealed class JournalAppender(IRecordWriter writer, JournalState state, TimeProvider clock)
{
    private const int MostAtOnce = 512;

    private readonly Lock gate = new();
    private readonly Queue<Pending> waiting = new();
    private JournalState current = state;
    private bool isWriting;

    public JournalState State => Volatile.Read(ref current);

    /// <summary>Adds a record; it is safe when the task ends. Once begun this cannot be cancelled: what was done must be written down.</summary>
    /// <exception cref="ReleaseException">It cannot follow the records before it, or cannot be written.</exception>
    public Task AppendAsync(JournalEvent happened)
    {
        var pending = new Pending(happened);
        lock (gate)
        {
            waiting.Enqueue(pending);
            if (isWriting)
                return pending.Written.Task;
            isWriting = true;
        }

        _ = Task.Run(WriteWaitingAsync);
        return pending.Written.Task;
    }

    /// <summary>Writes down whose release it is and who goes on with it.</summary>
    public Task TakeUpAsync(Digest waybill, string runner, long token)
    {
        var opened = State.Waybill is null ? AppendAsync(new JournalEvent.Opened(waybill)) : Task.CompletedTask;
        return Task.WhenAll(opened, AppendAsync(new JournalEvent.Taken(runner, token)));
    }

    private async Task WriteWaitingAsync()
    {
        while (Take() is { Count: > 0 } batch)
        {
            try
            {
                await WriteAsync(batch);
            }
            catch (Exception failed)
            {
                foreach (var pending in batch)
                    pending.Written.TrySetException(failed);
            }
        }
    }

    private List<Pending> Take()
    {
        lock (gate)
        {
            var batch = new List<Pending>(Math.Min(waiting.Count, MostAtOnce));
            while (batch.Count < MostAtOnce && waiting.TryDequeue(out var pending))
                batch.Add(pending);
            isWriting = batch.Count > 0;
            return batch;
        }
    }

    private async Task WriteAsync(List<Pending> batch)
    {
        var next = current;
        var lines = new List<byte[]>(batch.Count);
        foreach (var pending in batch)
        {
            var record = new JournalRecord(next.Records + 1, clock.GetUtcNow(), pending.Happened);
            try
            {
                next = next.Apply(record);
                lines.Add(JournalCodec.Write(record));
            }
            catch (ReleaseException illegal)
            {
                pending.Written.SetException(illegal);
            }
        }

        if (lines.Count == 0)
            return;
        await writer.WriteAsync(current.Records + 1, lines);
        Volatile.Write(ref current, next);
        foreach (var pending in batch)
            pending.Written.TrySetResult();
    }

    private sealed record Pending(JournalEvent Happened)
    {
        public TaskCompletionSource Written { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
