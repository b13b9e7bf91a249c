using Drayage.Model;
using Drayage.Oci.Copying;
using Drayage.Oci.Documents;

namespace Drayage.Cli.Rendering.Images;

/// <summary>How far the copy to one destination has come. Not safe for use by many threads.</summary>
internal sealed class TransferTally(string name)
{
    private readonly Dictionary<Digest, (Descriptor Blob, long Position)> moving = [];
    private long ended;

    public string Name => name;

    public int Blobs { get; private set; }

    public int BlobsEnded { get; private set; }

    public long Bytes { get; private set; }

    /// <summary>Bytes that stand at the destination or are on their way.</summary>
    public long Done => ended + moving.Values.Sum(blob => blob.Position);

    /// <summary>Bytes that went over, those that went twice included.</summary>
    public long Moved { get; private set; }

    /// <summary>The blobs under way, those that have come farthest first.</summary>
    public IEnumerable<(Descriptor Blob, long Position)> Moving => moving.Values.OrderByDescending(blob => blob.Position);

    public void Note(CopyEvent happened)
    {
        switch (happened)
        {
            case CopyEvent.Counted counted:
                (Blobs, Bytes) = (Blobs + counted.Blobs, Bytes + counted.Bytes);
                break;
            case CopyEvent.Moved moved:
                var before = moving.GetValueOrDefault(moved.Blob.Digest).Position;
                Moved += Math.Max(0, moved.Position - before);
                moving[moved.Blob.Digest] = (moved.Blob, moved.Position);
                break;
            case CopyEvent.Ended over:
                moving.Remove(over.Blob.Digest);
                ended += over.Blob.Size;
                BlobsEnded++;
                break;
        }
    }
}
