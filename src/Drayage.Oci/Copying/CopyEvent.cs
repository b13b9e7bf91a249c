using Drayage.Oci.Content;
using Drayage.Oci.Documents;

namespace Drayage.Oci.Copying;

/// <summary>What happens while an image is copied.</summary>
/// <param name="Target">Where to.</param>
public abstract record CopyEvent(IImageTarget Target)
{
    /// <summary>It is known what the target may lack; comes before the blobs that it counts, and again for what is attached to the
    /// image: the counts add up. What the target lacks not, ends as present.</summary>
    /// <param name="Blobs">Count of blobs that will end.</param>
    /// <param name="Bytes">Their sizes together.</param>
    public sealed record Counted(IImageTarget Target, int Blobs, long Bytes) : CopyEvent(Target);

    /// <summary>Bytes of a blob went over.</summary>
    /// <param name="Blob">Which.</param>
    /// <param name="Position">How far the blob has come, in bytes; goes back when a target has to be sent something again.</param>
    public sealed record Moved(IImageTarget Target, Descriptor Blob, long Position) : CopyEvent(Target);

    /// <summary>The target holds a blob.</summary>
    /// <param name="Blob">Which.</param>
    /// <param name="Way">How it came there.</param>
    public sealed record Ended(IImageTarget Target, Descriptor Blob, BlobWay Way) : CopyEvent(Target);
}

/// <summary>How a blob came to a target.</summary>
public enum BlobWay
{
    /// <summary>Its bytes went over.</summary>
    Sent,

    /// <summary>The registry took it from another of its repositories.</summary>
    Mounted,

    /// <summary>It was there.</summary>
    Present,
}
