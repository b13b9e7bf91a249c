using System.Buffers;
using Drayage.Oci.Content;
using Drayage.Oci.Documents;

namespace Drayage.Oci.Copying;

/// <summary>
/// One reading of a blob for several readers. The newest <see cref="Window"/> bytes are kept. The slowest reader sets the
/// pace for as long as the others still have something to do; the time for which it lets one starve is counted, and
/// when that is used up, it is left behind and reads for itself.
/// </summary>
internal sealed class BroadcastRead : IDisposable
{
    /// <summary>Most bytes held in memory.</summary>
    public const int Window = 32 * BlockSize;

    private const int BlockSize = 64 * 1024;

    /// <summary>How long readers may starve for the sake of slower ones, over the whole blob.</summary>
    private static readonly TimeSpan Indulgence = TimeSpan.FromMilliseconds(500);

    private readonly BlobBroadcast owner;
    private readonly IImageSource source;
    private readonly TimeProvider clock;
    private readonly Lock gate = new();
    private readonly CancellationTokenSource stopping = new();
    private readonly List<(byte[] Bytes, int Length)> blocks = [];
    private readonly HashSet<BroadcastStream> readers = [];
    private TaskCompletionSource arrived = NewSignal();
    private TaskCompletionSource moved = NewSignal();
    private long start;
    private long end;
    private bool finished;
    private bool disposed;
    private TimeSpan indulged;

    public BroadcastRead(BlobBroadcast owner, IImageSource source, Descriptor blob, TimeProvider clock)
    {
        this.owner = owner;
        this.clock = clock;
        this.source = source;
        Blob = blob;
        var token = stopping.Token;
        _ = Task.Run(() => PumpAsync(token), CancellationToken.None);
    }

    public Descriptor Blob { get; }

    public bool IsIdle
    {
        get
        {
            lock (gate)
                return readers.Count == 0;
        }
    }

    /// <summary>All of the blob is held.</summary>
    public bool IsWhole
    {
        get
        {
            lock (gate)
                return !disposed && start == 0 && end == Blob.Size;
        }
    }

    /// <summary>A reader from the beginning, or null when that is gone.</summary>
    public BroadcastStream? Join()
    {
        lock (gate)
        {
            if (start > 0 || disposed || (finished && end < Blob.Size))
                return null;
            var reader = new BroadcastStream(this, source);
            readers.Add(reader);
            Signal(ref moved);
            return reader;
        }
    }

    public void Leave(BroadcastStream reader)
    {
        lock (gate)
        {
            if (!readers.Remove(reader))
                return;
            Signal(ref moved);
            if (readers.Count > 0)
                return;
        }
        owner.Idle(this);
    }

    /// <summary>Copies what is held at the reader's place, and advances it.</summary>
    /// <param name="reader">One that joined.</param>
    /// <param name="buffer">Takes the bytes; not empty.</param>
    /// <param name="wait">Ends when there is something new to look at; null when nothing is to be waited for.</param>
    /// <returns>Bytes copied; 0 at the end of the blob or while nothing is there; -1 when the reader was left behind.</returns>
    public int Read(BroadcastStream reader, Span<byte> buffer, out Task? wait)
    {
        lock (gate)
        {
            wait = null;
            if (reader.Place < start || disposed || (finished && reader.Place == end && end < Blob.Size))
                return -1;
            // A reader that moved makes room, one that starves uses up the others' indulgence: both concern the pump.
            Signal(ref moved);
            if (reader.Place == end)
            {
                wait = finished ? null : arrived.Task;
                return 0;
            }
            var offset = (int)((reader.Place - start) % BlockSize);
            var (bytes, length) = blocks[(int)((reader.Place - start) / BlockSize)];
            var count = Math.Min(length - offset, buffer.Length);
            bytes.AsSpan(offset, count).CopyTo(buffer);
            reader.Place += count;
            return count;
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            if (disposed)
                return;
            disposed = true;
            blocks.ForEach(block => ArrayPool<byte>.Shared.Return(block.Bytes));
            blocks.Clear();
            Signal(ref arrived);
        }
        // Not here: what the cancellation runs would run under the owner's gate.
        _ = Task.Run(stopping.Cancel);
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static void Signal(ref TaskCompletionSource signal)
    {
        signal.TrySetResult();
        signal = NewSignal();
    }

    private async Task PumpAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = await source.OpenUncheckedBlobAsync(Blob, 0, cancellationToken);
            while (await PumpBlockAsync(stream, cancellationToken))
            {
            }
        }
        catch (Exception)
        {
            // Whatever it was: the readers go on by themselves, and the one that meets it again tells it.
        }
        lock (gate)
        {
            finished = true;
            Signal(ref arrived);
        }
    }

    private async Task<bool> PumpBlockAsync(Stream stream, CancellationToken cancellationToken)
    {
        var block = ArrayPool<byte>.Shared.Rent(BlockSize);
        try
        {
            var length = await stream.ReadAtLeastAsync(block.AsMemory(0, BlockSize), BlockSize, throwOnEndOfStream: false, cancellationToken);
            if (length == 0)
                return false;
            await MakeRoomAsync(cancellationToken);
            lock (gate)
            {
                if (disposed)
                    return false;
                blocks.Add((block, length));
                block = null;
                end += length;
                Signal(ref arrived);
            }
            return length == BlockSize;
        }
        finally
        {
            if (block is not null)
                ArrayPool<byte>.Shared.Return(block);
        }
    }

    private async Task MakeRoomAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            // Asked before the gate is closed: the owner's own gate is always the outer one.
            var expected = owner.IsExpected(Blob.Digest);
            Task wait;
            bool starving;
            lock (gate)
            {
                if (disposed || blocks.Count < Window / BlockSize)
                    return;
                var waited = expected || readers.Any(reader => reader.Place < start + blocks[0].Length);
                starving = readers.Any(reader => reader.Place == end);
                if (!waited || (starving && indulged >= Indulgence))
                {
                    Drop();
                    return;
                }
                wait = moved.Task;
            }
            await WaitAsync(wait, starving, cancellationToken);
        }
    }

    private void Drop()
    {
        var (bytes, length) = blocks[0];
        blocks.RemoveAt(0);
        start += length;
        ArrayPool<byte>.Shared.Return(bytes);
        // Whoever was left behind may be waiting for nothing.
        Signal(ref arrived);
    }

    private async Task WaitAsync(Task wait, bool starving, CancellationToken cancellationToken)
    {
        if (!starving)
        {
            await wait.WaitAsync(cancellationToken);
            return;
        }
        var began = clock.GetTimestamp();
        try
        {
            await wait.WaitAsync(Indulgence - indulged, clock, cancellationToken);
        }
        catch (TimeoutException)
        {
            // Used up.
        }
        indulged += clock.GetElapsedTime(began);
    }
}
