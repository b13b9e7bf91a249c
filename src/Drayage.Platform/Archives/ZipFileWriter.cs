using System.IO.Compression;
using System.Text;

namespace Drayage.Platform.Archives;

/// <summary>
/// Writes a zip archive whose bytes depend on the entries, the time given and the runtime's compressor only.
/// Modes and link marks stand in the upper half of the external attributes, as Unix tools expect them.
/// </summary>
public sealed class ZipFileWriter : IAsyncDisposable
{
    private const int BlockSize = 128 * 1024;
    private const int RegularFile = 0x8000;
    private const int SymbolicLink = 0xA000;
    private const int DirectoryFile = 0x4000;
    private const int DosDirectory = 0x10;

    /// <summary>DOS times begin in 1980 and count two seconds.</summary>
    private static readonly DateTimeOffset Earliest = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly DateTimeOffset Latest = new(2107, 12, 31, 23, 59, 58, TimeSpan.Zero);

    private readonly ZipArchive archive;
    private readonly DateTimeOffset modified;

    /// <param name="destination">Stays open. Must be seekable: sizes are patched into the local headers.</param>
    /// <param name="modified">Time of every entry in UTC; times outside 1980 to 2107 become the nearest of these.</param>
    public ZipFileWriter(Stream destination, DateTimeOffset modified)
    {
        if (!destination.CanSeek)
            throw new ArgumentException("a zip archive is written to a seekable stream", nameof(destination));
        archive = new ZipArchive(destination, ZipArchiveMode.Create, leaveOpen: true);
        var utc = modified.ToUniversalTime();
        this.modified = utc < Earliest ? Earliest : utc > Latest ? Latest : utc;
    }

    /// <summary>Writes one entry. Order is the caller's: see <see cref="ArchiveWriter"/> for the sorted whole.</summary>
    public async Task WriteAsync(ArchiveEntry entry, CancellationToken cancellationToken)
    {
        switch (entry.Content)
        {
            case ArchiveContent.FromBytes content:
                await WriteBytesAsync(Create(entry, entry.Path, RegularFile), content.Bytes, cancellationToken);
                break;
            case ArchiveContent.FromFile content:
                await WriteFileAsync(entry, content.Path, cancellationToken);
                break;
            case ArchiveContent.SymbolicLink content:
                await WriteBytesAsync(Create(entry, entry.Path, SymbolicLink), Encoding.UTF8.GetBytes(content.Target), cancellationToken);
                break;
            default:
                Create(entry, entry.Path + "/", DirectoryFile).ExternalAttributes |= DosDirectory;
                break;
        }
    }

    /// <summary>Writes the central directory.</summary>
    public async ValueTask DisposeAsync() => await archive.DisposeAsync();

    private ZipArchiveEntry Create(ArchiveEntry entry, string name, int type)
    {
        var created = archive.CreateEntry(name, CompressionLevel.Optimal);
        created.LastWriteTime = modified;
        created.ExternalAttributes = (type | (int)entry.Mode) << 16;
        return created;
    }

    private static async Task WriteBytesAsync(ZipArchiveEntry entry, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        await using var output = await entry.OpenAsync(cancellationToken);
        for (var offset = 0; offset < bytes.Length; offset += BlockSize)
            await output.WriteAsync(bytes.Slice(offset, Math.Min(BlockSize, bytes.Length - offset)), cancellationToken);
    }

    private async Task WriteFileAsync(ArchiveEntry entry, string path, CancellationToken cancellationToken)
    {
        await using var source = SourceFile.Open(entry.Path, path);
        await using var output = await Create(entry, entry.Path, RegularFile).OpenAsync(cancellationToken);
        var announced = source.Length;
        var copied = 0L;
        var block = new byte[BlockSize];
        int count;
        // Whole blocks only: the compressor's output depends on how its input is cut.
        while ((count = await source.ReadAtLeastAsync(block, BlockSize, throwOnEndOfStream: false, cancellationToken)) > 0)
        {
            copied += count;
            await output.WriteAsync(block.AsMemory(0, count), cancellationToken);
        }
        if (copied != announced)
            throw SourceFile.Changed(entry.Path, path, announced);
    }
}
