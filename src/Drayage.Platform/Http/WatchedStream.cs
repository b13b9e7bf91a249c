namespace Drayage.Platform.Http;

/// <summary>A connection's stream under a patience: writes renew it, reads wait no longer than it lasts. Writes pass the gate first.</summary>
internal sealed class WatchedStream(Stream connection, Patience patience, ISendGate? gate = null) : Stream
{
    // What is written in one go passes the gate in one go.
    private const int MostAtOnce = 64 * 1024;

    public override bool CanRead => connection.CanRead;

    public override bool CanSeek => false;

    public override bool CanWrite => connection.CanWrite;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        patience.Renew();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            return await connection.ReadAsync(buffer, either.Token);
        }
        catch (OperationCanceledException error) when (patience.RanOut && !cancellationToken.IsCancellationRequested)
        {
            throw new SilentServerException(patience.Limit, error);
        }
        finally
        {
            patience.Pause();
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (gate is not null)
        {
            for (; buffer.Length > MostAtOnce; buffer = buffer[MostAtOnce..])
                await WriteThroughGateAsync(gate, buffer[..MostAtOnce], cancellationToken);
            await WriteThroughGateAsync(gate, buffer, cancellationToken);
            return;
        }

        await connection.WriteAsync(buffer, cancellationToken);
        patience.Renew();
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken) => connection.FlushAsync(cancellationToken);

    public override void Flush() => connection.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("the network is read asynchronously");

    public override void Write(byte[] buffer, int offset, int count)
    {
        if (gate is not null)
            throw new NotSupportedException("behind a gate the network is written asynchronously");
        connection.Write(buffer, offset, count);
        patience.Renew();
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private async ValueTask WriteThroughGateAsync(ISendGate open, ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken)
    {
        await open.PassAsync(cancellationToken);
        await connection.WriteAsync(buffer, cancellationToken);
        patience.Renew();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            connection.Dispose();
        base.Dispose(disposing);
    }
}
