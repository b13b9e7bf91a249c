using System.Collections.Immutable;
using Drayage.Model;

namespace Drayage.Cli.Rendering.Images;

/// <summary>The output of <c>drayage image rm --json</c>.</summary>
internal sealed record ImageRemovalDocument(ImmutableArray<RemovedImage> Removed);

/// <param name="Image">As it was named.</param>
/// <param name="BlobsDeleted">In a layout: how many blobs went with it.</param>
/// <param name="BytesFreed">In a layout: their sizes together.</param>
internal sealed record RemovedImage(string Image, string? Digest, int? BlobsDeleted, long? BytesFreed)
{
    public string ToText() => $"removed {Image}"
        + (Digest is null ? "" : $" ({Digest})")
        + (BlobsDeleted is { } blobs ? $", with {Counted.Of(blobs, "blob")} of {ByteCount.Text(BytesFreed ?? 0)}" : "");
}
