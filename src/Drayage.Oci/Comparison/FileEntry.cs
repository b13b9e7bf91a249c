using Drayage.Model;
using Drayage.Platform.Archives.Tar;

namespace Drayage.Oci.Comparison;

/// <summary>A file of an image, as far as images can differ in it; times are left out, since every build changes them.</summary>
public sealed record FileEntry
{
    public required FileKind Kind { get; init; }

    /// <summary>The permission bits with set-user-id and its like.</summary>
    public required UnixFileMode Mode { get; init; }

    public required long UserId { get; init; }

    public required long GroupId { get; init; }

    /// <summary>In bytes; 0 for everything that is no file.</summary>
    public long Size { get; init; }

    /// <summary>Of a file's content.</summary>
    public Digest? Digest { get; init; }

    /// <summary>Where a symbolic link leads; major and minor number of a device.</summary>
    public string? Target { get; init; }

    internal static FileEntry Of(TarMember member, Digest? digest) => new()
    {
        Kind = KindOf(member.Type),
        Mode = (UnixFileMode)member.Mode,
        UserId = member.UserId,
        GroupId = member.GroupId,
        Size = member.Size,
        Digest = digest,
        Target = member.Type switch
        {
            TarMember.SymbolicLink => member.LinkName,
            TarMember.CharacterDevice or TarMember.BlockDevice => $"{member.Device.Major}:{member.Device.Minor}",
            _ => null,
        },
    };

    private static FileKind KindOf(char type) => type switch
    {
        TarMember.SymbolicLink => FileKind.Link,
        TarMember.Directory => FileKind.Directory,
        TarMember.CharacterDevice or TarMember.BlockDevice => FileKind.Device,
        TarMember.Pipe => FileKind.Pipe,
        _ => FileKind.File,
    };
}

/// <summary>What a path of an image is.</summary>
public enum FileKind
{
    File,
    Directory,
    Link,
    Device,
    Pipe,
}
