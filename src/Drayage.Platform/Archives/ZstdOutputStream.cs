namespace Drayage.Platform.Archives;

/// <summary>
/// A Zstandard stream (RFC 8878), one frame a segment, through the system's libzstd. The bytes depend on the version of
/// that library.
/// </summary>
public sealed class ZstdOutputStream : SegmentedOutputStream
{
    /// <summary>The frame for no input at all: magic number, a header that states the size 0, one empty last block.</summary>
    private static readonly byte[] EmptyFrame = [0x28, 0xb5, 0x2f, 0xfd, 0x20, 0, 1, 0, 0];

    /// <param name="destination">Receives the compressed bytes.</param>
    /// <param name="leaveOpen">Whether closing this stream leaves <paramref name="destination"/> open.</param>
    /// <exception cref="Drayage.Model.ReleaseException">This system has no libzstd.</exception>
    public ZstdOutputStream(Stream destination, bool leaveOpen)
        : this(destination, leaveOpen, CompressionSlots.Shared)
    {
    }

    internal ZstdOutputStream(Stream destination, bool leaveOpen, CompressionSlots slots)
        : this(destination, leaveOpen, slots, ZstdLibrary.Require())
    {
    }

    private ZstdOutputStream(Stream destination, bool leaveOpen, CompressionSlots slots, ZstdLibrary library)
        : base(destination, leaveOpen, slots, () => new ZstdSegment(library))
    {
    }

    private protected override ValueTask BeginAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    private protected override void Account(CompressionSegment segment)
    {
    }

    private protected override ValueTask EndAsync(bool isEmpty) =>
        isEmpty ? Destination.WriteAsync(EmptyFrame) : ValueTask.CompletedTask;
}
