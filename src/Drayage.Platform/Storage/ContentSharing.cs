namespace Drayage.Platform.Storage;

/// <summary>Whether an exported file shares its bytes with the content store.</summary>
public enum ContentSharing
{
    /// <summary>An independent, writable copy.</summary>
    Copy,

    /// <summary>A second name of the read-only blob where the file system allows it, else a copy. Nobody may write to it.</summary>
    HardLink,
}
