namespace Drayage.Platform.Archives.Tar;

/// <summary>One entry of a tar archive as its headers tell it; nothing of it is judged.</summary>
public sealed record TarMember
{
    public const char File = '0';
    public const char HardLink = '1';
    public const char SymbolicLink = '2';
    public const char CharacterDevice = '3';
    public const char BlockDevice = '4';
    public const char Directory = '5';
    public const char Pipe = '6';

    public required string Name { get; init; }

    /// <summary>The type flag; the old spellings of a regular file are <see cref="File"/>.</summary>
    public required char Type { get; init; }

    /// <summary>The type in words, for messages.</summary>
    public string Kind => Type switch
    {
        File => "file",
        HardLink or SymbolicLink => "link",
        CharacterDevice or BlockDevice => "device",
        Directory => "directory",
        Pipe => "pipe",
        _ => $"entry of type '{(char.IsAsciiLetterOrDigit(Type) ? Type : '?')}'",
    };

    public required int Mode { get; init; }

    public required long UserId { get; init; }

    public required long GroupId { get; init; }

    /// <summary>Bytes of content; 0 for everything that is no file.</summary>
    public required long Size { get; init; }

    public string LinkName { get; init; } = "";

    /// <summary>Major and minor number of a device, 0:0 for everything else.</summary>
    public (int Major, int Minor) Device { get; init; }

    /// <summary>Where the content begins, counted from the beginning of the archive.</summary>
    public required long Offset { get; init; }
}
