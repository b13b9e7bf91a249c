using System.Buffers.Binary;

namespace Drayage.Platform.Archives;

/// <summary>
/// A gzip stream (RFC 1952) of one member with a fixed header: no name, no time, unknown operating system. The input is
/// cut into segments of one size, which are compressed side by side and written in order; the result depends on the
/// bytes written and on the compressor of the .NET runtime, not on how the caller cuts its writes nor on the number of
/// cores. One member and not one a segment: some readers stop after the first.
/// </summary>
public sealed class GzipOutputStream : Stream
{
    private static readonly byte[] Header = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];

    private readonly Stream destination;
    private readonly bool leaveOpen;
    private readonly SegmentQueue queue;
    private GzipSegment? current;
    private bool headerWritten;
    private bool failed;
    private bool closed;
    private uint crc;
    private long count;

    /// <param name="destination">Receives the compressed bytes.</param>
    /// <param name="leaveOpen">Whether closing this stream leaves <paramref name="destination"/> open.</param>
    public GzipOutputStream(Stream destination, bool leaveOpen)
        : this(destination, leaveOpen, CompressionSlots.Shared)
    {
    }

    internal GzipOutputStream(Stream destination, bool leaveOpen, CompressionSlots slots)
    {
        this.destination = destination;
        this.leaveOpen = leaveOpen;
        queue = new SegmentQueue(slots);
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
                await destination.DisposeAsync();
        }
        await base.DisposeAsync();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !closed)
            DisposeAsync().AsTask().GetAwaiter().GetResult();
        base.Dispose(disposing);
    }

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
            await WriteHeaderAsync(cancellationToken);
            await destination.WriteAsync(segment.Blocks, cancellationToken);
            crc = Crc32.Join(crc, segment.Crc, segment.Length);
            count += segment.Length;
            queue.GiveBack(segment);
        }
        catch
        {
            // Nothing sound can follow; closing must not fail once more and hide why.
            failed = true;
            throw;
        }
    }

    private async Task WriteHeaderAsync(CancellationToken cancellationToken)
    {
        if (!headerWritten)
            await destination.WriteAsync(Header, cancellationToken);
        headerWritten = true;
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
        await WriteHeaderAsync(CancellationToken.None);
        await destination.WriteAsync(Ending());
    }

    /// <summary>A final block that holds nothing, the check value and the length modulo 2^32.</summary>
    private byte[] Ending()
    {
        var ending = new byte[10];
        ending[0] = 3;
        BinaryPrimitives.WriteUInt32LittleEndian(ending.AsSpan(2), crc);
        BinaryPrimitives.WriteUInt32LittleEndian(ending.AsSpan(6), (uint)count);
        return ending;
    }
}
