namespace Drayage.Platform.Archives;

/// <summary>A segment of a Zstandard stream: one frame.</summary>
internal sealed class ZstdSegment : CompressionSegment
{
    /// <summary>A frame's window ends with the frame, and zstd gains more from a long one than gzip does.</summary>
    public const int Size = 1024 * 1024;

    /// <summary>zstd's own default, and what the container tools write.</summary>
    private const int Level = 3;

    private readonly ZstdLibrary library;
    private readonly nint context;

    public ZstdSegment(ZstdLibrary library)
        : base(Size, Size + (Size / 8))
    {
        this.library = library;
        context = library.NewContext(Level);
    }

    public override void Dispose()
    {
        library.FreeContext(context);
        base.Dispose();
    }

    protected override Range Compress(ReadOnlySpan<byte> plain, byte[] destination) =>
        ..library.Compress(context, plain, destination);
}
