using System.Diagnostics;
using Drayage.Platform.Storage;

namespace Drayage.Oci.Distribution;

/// <summary>
/// Reads a body that has to come at some pace: a peer that sends a byte now and then would otherwise hold a copy for
/// ever. Too slow a connection ends like a broken one, in an <see cref="IOException"/>.
/// </summary>
/// <param name="inner">The body; closed together with this stream.</param>
/// <param name="stall">The time in which <see cref="Least"/> bytes must arrive.</param>
internal sealed class PacedStream(Stream inner, TimeSpan stall) : ForwardStream
{
    private const int Least = 4 * 1024;

    private long began = Stopwatch.GetTimestamp();
    private long count;

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

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("the network is read asynchronously");

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
