namespace Drayage.Platform.Storage;

/// <summary>How <see cref="AtomicFile"/> writes.</summary>
public sealed record AtomicFileOptions
{
    public static AtomicFileOptions Default { get; } = new();

    /// <summary>Permissions of the file, narrowed by the process's umask; null for the usual ones.</summary>
    public UnixFileMode? Mode { get; init; }

    /// <summary>Whether an existing file is replaced. When off, an existing file is an error and stays.</summary>
    public bool Replace { get; init; } = true;

    /// <summary>Length of the content in bytes when it is known; told to the user when the disk is full.</summary>
    public long? ExpectedSize { get; init; }
}
