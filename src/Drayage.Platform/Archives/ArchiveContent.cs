namespace Drayage.Platform.Archives;

/// <summary>What an archive entry holds.</summary>
public abstract record ArchiveContent
{
    private ArchiveContent()
    {
    }

    /// <summary>The bytes of a file on disk, read when the archive is written.</summary>
    /// <param name="Path">Full path of the file.</param>
    public sealed record FromFile(string Path) : ArchiveContent;

    /// <summary>Bytes in memory.</summary>
    public sealed record FromBytes(ReadOnlyMemory<byte> Bytes) : ArchiveContent;

    /// <summary>A symbolic link.</summary>
    /// <param name="Target">Written as given.</param>
    public sealed record SymbolicLink(string Target) : ArchiveContent;

    /// <summary>A directory.</summary>
    public sealed record Directory : ArchiveContent;
}
