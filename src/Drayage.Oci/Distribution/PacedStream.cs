using System.Diagnostics;

namespace Drayage.Oci.Distribution;

/// <summary>
/// Reads a body that has to come at some pace: a peer that sends a byte now and then would otherwise hold a copy for
/// ever. Too slow a connection ends like a broken one, in an <see cref="IOException"/>.
/// </summary>
/// <param name="inner">The body; closed together with this stream.</param>
/// <param name="stall">The time in which <see cref="Least"/> bytes must arrive.</param>
internal sealed class PacedStream(Stream inner, TimeSpan stall) : Stream
{
    private const int Least = 4 * 1024;

    private long began = Stopwatch.GetTimestamp();
    private long count;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (count == 0)
            began = Stopwatch.GetTimestamp();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(stall);
        try
        {
            var read = await inner.ReadAsync(buffer, limit.Token);
            Count(read);
            return read;
        }
        catch (OperationCanceledException failure) when (!cancellationToken.IsCancellationRequested)
        {
            throw new HttpIOException(HttpRequestError.Unknown, $"nothing arrived for {stall.TotalSeconds:0} s", failure);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("the network is read asynchronously");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }

    private void Count(int read)
    {
        count += read;
        if (count >= Least || read == 0)
            count = 0;
        else if (Stopwatch.GetElapsedTime(began) >= stall)
            throw new HttpIOException(HttpRequestError.Unknown, $"only {count} bytes arrived in {stall.TotalSeconds:0} s");
    }
}
