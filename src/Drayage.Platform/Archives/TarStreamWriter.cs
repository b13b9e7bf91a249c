using Drayage.Model;

namespace Drayage.Platform.Archives;

/// <summary>
/// Writes a tar stream whose bytes depend on nothing but the entries and the time given. System.Formats.Tar is not used
/// for writing: it puts the process id into pax headers. See <c>docs/decisions</c>, "Deterministic archives".
/// </summary>
public sealed class TarStreamWriter
{
    private const int CopyBufferSize = 128 * 1024;
    private static readonly byte[] Zeros = new byte[2 * UstarHeader.BlockSize];

    private readonly Stream destination;
    private readonly long modified;

    /// <param name="destination">Stays open.</param>
    /// <param name="modified">Time of every entry, cut to seconds; times before 1970 become 1970.</param>
    public TarStreamWriter(Stream destination, DateTimeOffset modified)
    {
        this.destination = destination;
        this.modified = Math.Max(0, modified.ToUnixTimeSeconds());
    }

    /// <summary>Writes one entry. Order is the caller's: see <see cref="ArchiveWriter"/> for the sorted whole.</summary>
    /// <exception cref="ReleaseException">A source file is missing or changed while it was read.</exception>
    public async Task WriteAsync(ArchiveEntry entry, CancellationToken cancellationToken)
    {
        switch (entry.Content)
        {
            case ArchiveContent.FromBytes content:
                await WriteHeaderAsync(entry, '0', content.Bytes.Length, "", cancellationToken);
                await destination.WriteAsync(content.Bytes, cancellationToken);
                await PadAsync(content.Bytes.Length, cancellationToken);
                break;
            case ArchiveContent.FromFile content:
                await WriteFileAsync(entry, content.Path, cancellationToken);
                break;
            case ArchiveContent.SymbolicLink content:
                await WriteHeaderAsync(entry, '2', 0, content.Target, cancellationToken);
                break;
            default:
                await WriteHeaderAsync(entry, '5', 0, "", cancellationToken);
                break;
        }
    }

    /// <summary>Writes the two zero blocks that end an archive.</summary>
    public async Task CompleteAsync(CancellationToken cancellationToken) =>
        await destination.WriteAsync(Zeros, cancellationToken);

    private async Task WriteFileAsync(ArchiveEntry entry, string path, CancellationToken cancellationToken)
    {
        await using var source = SourceFile.Open(entry.Path, path);
        var announced = source.Length;
        await WriteHeaderAsync(entry, '0', announced, "", cancellationToken);
        var buffer = new byte[CopyBufferSize];
        var copied = 0L;
        int count;
        while ((count = await source.ReadAsync(buffer, cancellationToken)) > 0)
        {
            copied += count;
            if (copied > announced)
                break;
            await destination.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
        }
        if (copied != announced)
            throw SourceFile.Changed(entry.Path, path, announced);
        await PadAsync(announced, cancellationToken);
    }

    private async Task WriteHeaderAsync(ArchiveEntry entry, char type, long size, string linkTarget, CancellationToken cancellationToken)
    {
        var path = type == '5' ? entry.Path + "/" : entry.Path;
        var records = PaxRecords.For(path, linkTarget, size, entry.Owner);
        if (records.Length > 0)
            await WritePaxAsync(path, records, cancellationToken);
        UstarHeader.TrySplit(path, out var prefix, out var name);
        var header = new UstarHeader
        {
            Name = name,
            Prefix = prefix,
            Type = type,
            Mode = entry.Mode,
            Owner = entry.Owner,
            Size = size,
            Modified = modified,
            LinkName = linkTarget,
        };
        await destination.WriteAsync(header.ToBytes(), cancellationToken);
    }

    private async Task WritePaxAsync(string path, byte[] records, CancellationToken cancellationToken)
    {
        var header = new UstarHeader
        {
            Name = "PaxHeaders/" + System.IO.Path.GetFileName(path.TrimEnd('/')),
            Type = 'x',
            Mode = ArchiveEntry.FileMode,
            Owner = ArchiveOwner.Root,
            Size = records.Length,
            Modified = modified,
        };
        await destination.WriteAsync(header.ToBytes(), cancellationToken);
        await destination.WriteAsync(records, cancellationToken);
        await PadAsync(records.Length, cancellationToken);
    }

    private async Task PadAsync(long size, CancellationToken cancellationToken)
    {
        var rest = (int)(size % UstarHeader.BlockSize);
        if (rest > 0)
            await destination.WriteAsync(Zeros.AsMemory(0, UstarHeader.BlockSize - rest), cancellationToken);
    }
}
