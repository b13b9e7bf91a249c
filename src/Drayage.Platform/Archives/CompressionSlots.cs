namespace Drayage.Platform.Archives;

/// <summary>
/// How many segments may be under way beyond the one that each stream always has. Streams that are written at the same
/// time share them, so that memory does not grow with the number of archives and layers.
/// </summary>
internal sealed class CompressionSlots(int count)
{
    /// <summary>More workers than this are faster than the digests that every byte must pass through.</summary>
    private const int MaxWorkers = 16;

    private int free = count;

    /// <summary>One for each core, one being filled and one being written out.</summary>
    public static CompressionSlots Shared { get; } = new(Math.Min(Environment.ProcessorCount, MaxWorkers) + 2);

    public bool TryTake()
    {
        if (Interlocked.Decrement(ref free) >= 0)
            return true;
        Interlocked.Increment(ref free);
        return false;
    }

    public void Return() => Interlocked.Increment(ref free);
}
