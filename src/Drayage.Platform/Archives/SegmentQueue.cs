namespace Drayage.Platform.Archives;

/// <summary>
/// The segments of one stream that are being compressed, in the order of their input. A stream may always have one
/// under way and takes further slots as they are free; without a free one it waits for its own oldest.
/// </summary>
internal sealed class SegmentQueue(CompressionSlots slots, Func<CompressionSegment> newSegment) : IAsyncDisposable
{
    private readonly Queue<(Task Work, CompressionSegment Segment)> running = new();
    private readonly Stack<CompressionSegment> idle = new();
    private readonly List<CompressionSegment> all = [];
    private int taken;

    public bool IsEmpty => running.Count == 0;

    /// <summary>Whether the oldest segment is compressed.</summary>
    public bool IsReady => running.TryPeek(out var oldest) && oldest.Work.IsCompleted;

    /// <summary>A segment to fill.</summary>
    public CompressionSegment Empty()
    {
        if (idle.Count == 0)
            Add();
        var segment = idle.Pop();
        segment.Clear();
        return segment;
    }

    /// <summary>Sees to it that there is a segment to fill; false when the oldest must be written out first.</summary>
    public bool TryMakeRoom()
    {
        if (idle.Count > 0 || all.Count == 0)
            return true;
        if (!slots.TryTake())
            return false;
        taken++;
        Add();
        return true;
    }

    public void Start(CompressionSegment segment) => running.Enqueue((Task.Run(segment.Compress), segment));

    /// <summary>Waits for the oldest segment.</summary>
    public async Task<CompressionSegment> TakeAsync()
    {
        var (work, segment) = running.Dequeue();
        await work;
        return segment;
    }

    public void GiveBack(CompressionSegment segment) => idle.Push(segment);

    public async ValueTask DisposeAsync()
    {
        // Buffers go back to a pool that others take from: nobody may be writing to them any more.
        foreach (var (work, _) in running)
            await work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var segment in all)
            segment.Dispose();
        for (; taken > 0; taken--)
            slots.Return();
    }

    private void Add()
    {
        var segment = newSegment();
        all.Add(segment);
        idle.Push(segment);
    }
}
