namespace Drayage.Platform.Archives;

/// <summary>
/// A compressed stream whose input is cut into segments of one size, which are compressed side by side and written in
/// order. The result depends on the bytes written and on the compressor, not on how the caller cuts its writes nor on
/// the number of cores.
/// </summary>
public abstract class SegmentedOutputStream : Stream
{
    private readonly bool leaveOpen;
    private readonly SegmentQueue queue;
    private CompressionSegment? current;
    private bool begun;
    private bool failed;
    private bool closed;

    private protected SegmentedOutputStream(Stream destination, bool leaveOpen, CompressionSlots slots, Func<CompressionSegment> newSegment)
    {
        Destination = destination;
        this.leaveOpen = leaveOpen;
        queue = new SegmentQueue(slots, newSegment);
    }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => !closed;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    private protected Stream Destination { get; }

    /// <summary>Does nothing: a flush in the middle would change the compressed bytes.</summary>
    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            buffer = buffer[Fill(buffer)..];
            if (current!.IsFull)
                HandOverAsync(CancellationToken.None).GetAwaiter().GetResult();
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!buffer.IsEmpty)
        {
            buffer = buffer[Fill(buffer.Span)..];
            if (current!.IsFull)
                await HandOverAsync(cancellationToken);
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override async ValueTask DisposeAsync()
    {
        if (!closed)
        {
            closed = true;
            try
            {
                await CompleteAsync();
            }
            finally
            {
                await queue.DisposeAsync();
            }
            if (!leaveOpen)
                await Destination.DisposeAsync();
        }
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !closed)
            DisposeAsync().AsTask().GetAwaiter().GetResult();
        base.Dispose(disposing);
    }

    /// <summary>Writes what stands before the first segment.</summary>
    private protected abstract ValueTask BeginAsync(CancellationToken cancellationToken);

    /// <summary>Takes note of a segment that was written.</summary>
    private protected abstract void Account(CompressionSegment segment);

    /// <summary>Writes what stands behind the last segment.</summary>
    /// <param name="isEmpty">Whether there was no segment at all.</param>
    private protected abstract ValueTask EndAsync(bool isEmpty);

    private int Fill(ReadOnlySpan<byte> buffer)
    {
        ObjectDisposedException.ThrowIf(closed, this);
        current ??= queue.Empty();
        return current.Fill(buffer);
    }

    /// <summary>Has the current segment compressed, and writes out what must be or is ready to be.</summary>
    private async Task HandOverAsync(CancellationToken cancellationToken)
    {
        queue.Start(current!);
        current = null;
        while (queue.IsReady || !queue.TryMakeRoom())
            await WriteOutAsync(cancellationToken);
    }

    private async Task WriteOutAsync(CancellationToken cancellationToken)
    {
        try
        {
            var segment = await queue.TakeAsync();
            if (!begun)
                await BeginAsync(cancellationToken);
            begun = true;
            await Destination.WriteAsync(segment.Compressed, cancellationToken);
            Account(segment);
            queue.GiveBack(segment);
        }
        catch
        {
            // Nothing sound can follow; closing must not fail once more and hide why.
            failed = true;
            throw;
        }
    }

    private async Task CompleteAsync()
    {
        if (failed)
            return;
        if (current is { Length: > 0 } last)
            queue.Start(last);
        current = null;
        while (!queue.IsEmpty)
            await WriteOutAsync(CancellationToken.None);
        if (!begun)
            await BeginAsync(CancellationToken.None);
        await EndAsync(isEmpty: !begun);
    }
}
