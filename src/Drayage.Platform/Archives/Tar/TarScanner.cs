namespace Drayage.Platform.Archives.Tar;

/// <summary>
/// Walks the entries of a tar stream, and in a file jumps over their contents. Memory in use does not depend on what
/// the headers claim. System.Formats.Tar is not used for reading: it takes a header's word for how much to allocate.
/// </summary>
/// <param name="stream">Positioned at the first header; stays open.</param>
public sealed class TarScanner(Stream stream)
{
    /// <summary>Long enough for every path and attribute that systems allow.</summary>
    private const int MaxExtension = 1024 * 1024;

    private readonly byte[] block = new byte[TarBlock.Size];
    private long position;
    private long contentEnd;
    private long nextHeader;

    /// <summary>The next entry, or null at the end.</summary>
    /// <exception cref="InvalidDataException">The stream is not a tar archive, or ends within an entry.</exception>
    public async Task<TarMember?> NextAsync(CancellationToken cancellationToken)
    {
        var extension = TarExtension.None;
        while (await HeaderAsync(cancellationToken) is { } header)
        {
            switch (header.Type)
            {
                case 'L':
                    extension = extension.WithLongName(await ExtensionAsync(header, cancellationToken));
                    break;
                case 'K':
                    extension = extension.WithLongLink(await ExtensionAsync(header, cancellationToken));
                    break;
                case 'x':
                    extension = extension.WithRecords(await ExtensionAsync(header, cancellationToken), header.Offset);
                    break;
                case 'g':
                    // Defaults for all that follows, such as the commit of git archive: nothing that is used here.
                    Enter(header.Size, header.Offset);
                    break;
                default:
                    return Entered(extension.Apply(header));
            }
        }
        return null;
    }

    /// <summary>Reads on in the content of the entry returned last; 0 at its end.</summary>
    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var wanted = (int)Math.Min(buffer.Length, contentEnd - position);
        if (wanted == 0)
            return 0;
        var read = await stream.ReadAsync(buffer[..wanted], cancellationToken);
        if (read == 0)
            throw Truncated();
        position += read;
        return read;
    }

    private async Task<TarMember?> HeaderAsync(CancellationToken cancellationToken)
    {
        await MoveAsync(nextHeader, cancellationToken);
        var read = await stream.ReadAtLeastAsync(block, TarBlock.Size, throwOnEndOfStream: false, cancellationToken);
        if (read == 0 && position > 0)
            return null;
        if (read < TarBlock.Size)
            throw Truncated();
        position += read;
        return block.AsSpan().ContainsAnyExcept((byte)0) ? TarBlock.Parse(block, position - TarBlock.Size) : null;
    }

    private TarMember Entered(TarMember member)
    {
        if (member.Type == 'S')
            throw new InvalidDataException($"at byte {member.Offset}: sparse files are not taken");
        // Headers of links and directories may tell a size, and no content follows them.
        var isFile = member.Type is not (>= TarMember.HardLink and <= TarMember.Pipe);
        var entered = isFile ? member : member with { Size = 0 };
        Enter(entered.Size, entered.Offset);
        return entered;
    }

    private void Enter(long size, long offset)
    {
        if (size > long.MaxValue - offset - TarBlock.Size)
            throw new InvalidDataException($"at byte {offset}: an entry claims {size} bytes");
        contentEnd = offset + size;
        nextHeader = offset + ((size + TarBlock.Size - 1) / TarBlock.Size * TarBlock.Size);
    }

    private async Task<byte[]> ExtensionAsync(TarMember header, CancellationToken cancellationToken)
    {
        if (header.Size > MaxExtension)
            throw new InvalidDataException($"at byte {header.Offset}: an extended header claims {header.Size} bytes, {MaxExtension} are allowed");
        Enter(header.Size, header.Offset);
        var content = new byte[header.Size];
        if (await stream.ReadAtLeastAsync(content, content.Length, throwOnEndOfStream: false, cancellationToken) < content.Length)
            throw Truncated();
        position += content.Length;
        return content;
    }

    private async Task MoveAsync(long to, CancellationToken cancellationToken)
    {
        if (stream.CanSeek)
        {
            if (to > stream.Length)
                throw Truncated();
            stream.Position = to;
            position = to;
            return;
        }
        var buffer = to > position ? new byte[(int)Math.Min(64 * 1024, to - position)] : [];
        while (position < to)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, to - position)), cancellationToken);
            if (read == 0)
                throw Truncated();
            position += read;
        }
    }

    private InvalidDataException Truncated() => new($"it ends after byte {position}, in the middle of an entry");
}
