using System.Text;

namespace Drayage.Platform.Archives;

/// <summary>
/// One entry of an archive to write. Only what stands here reaches the archive: owner, mode and content, never the
/// clock, the user or the umask of the machine.
/// </summary>
public sealed record ArchiveEntry
{
    /// <summary><c>rw-r--r--</c></summary>
    public const UnixFileMode FileMode =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <summary><c>rwxr-xr-x</c></summary>
    public const UnixFileMode ExecutableMode =
        FileMode | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private readonly string path = "";

    private ArchiveEntry(string path, ArchiveContent content, UnixFileMode mode)
    {
        Path = path;
        Content = content;
        Mode = mode;
    }

    /// <summary>Relative path in the archive, forward slashes, no trailing slash, no <c>.</c> or <c>..</c> segment.</summary>
    /// <exception cref="ArgumentException">The path is not such a path.</exception>
    public string Path
    {
        get => path;
        init => path = ArchivePath.Check(value);
    }

    public ArchiveContent Content { get; init; }

    public UnixFileMode Mode { get; init; }

    public ArchiveOwner Owner { get; init; } = ArchiveOwner.Root;

    /// <summary>A file from disk. Its own mode is not looked at: umasks differ between machines.</summary>
    public static ArchiveEntry File(string path, string sourceFile, UnixFileMode mode = FileMode) =>
        new(path, new ArchiveContent.FromFile(sourceFile), mode);

    public static ArchiveEntry Bytes(string path, ReadOnlyMemory<byte> bytes, UnixFileMode mode = FileMode) =>
        new(path, new ArchiveContent.FromBytes(bytes), mode);

    /// <summary>UTF-8 text without a byte order mark.</summary>
    public static ArchiveEntry Text(string path, string text, UnixFileMode mode = FileMode) =>
        Bytes(path, Encoding.UTF8.GetBytes(text), mode);

    public static ArchiveEntry Link(string path, string target) =>
        new(path, new ArchiveContent.SymbolicLink(target), ExecutableMode | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite);

    public static ArchiveEntry Directory(string path, UnixFileMode mode = ExecutableMode) =>
        new(path, new ArchiveContent.Directory(), mode);
}
