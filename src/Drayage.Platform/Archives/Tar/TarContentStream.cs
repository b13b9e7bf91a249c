using Drayage.Platform.Storage;

namespace Drayage.Platform.Archives.Tar;

/// <summary>The content of the entry that a scanner returned last, until the scanner moves on.</summary>
/// <param name="scanner">Stays open.</param>
/// <param name="member">Its last entry.</param>
public sealed class TarContentStream(TarScanner scanner, TarMember member) : ForwardStream
{
    private long count;

    public override long Length => member.Size;

    public override long Position
    {
        get => count;
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await scanner.ReadAsync(buffer, cancellationToken);
        count += read;
        return read;
    }
}
