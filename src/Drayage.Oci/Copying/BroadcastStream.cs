using Drayage.Oci.Content;
using Drayage.Platform.Storage;

namespace Drayage.Oci.Copying;

/// <summary>One reader's way through a <see cref="BroadcastRead"/>, and alone once that has left it behind.</summary>
internal sealed class BroadcastStream(BroadcastRead read, IImageSource source) : ForwardStream
{
    private Stream? own;

    public override long Length => read.Blob.Size;

    public override long Position
    {
        get => Place;
        set => throw new NotSupportedException();
    }

    /// <summary>The next byte. While the reading is common, it belongs to that reading's gate.</summary>
    internal long Place { get; set; }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.Length == 0)
            return 0;
        while (own is null)
        {
            var count = read.Read(this, buffer.Span, out var wait);
            if (count < 0)
                own = await LeaveAsync(cancellationToken);
            else if (count > 0 || wait is null)
                return count;
            else
                await wait.WaitAsync(cancellationToken);
        }
        var alone = await own.ReadAsync(buffer, cancellationToken);
        Place += alone;
        return alone;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            read.Leave(this);
            own?.Dispose();
        }
        base.Dispose(disposing);
    }

    private async Task<Stream> LeaveAsync(CancellationToken cancellationToken)
    {
        read.Leave(this);
        return await source.OpenUncheckedBlobAsync(read.Blob, Place, cancellationToken);
    }
}
