namespace Drayage.Platform.Archives;

/// <summary>The archive forms that releases carry.</summary>
public enum ArchiveFormat
{
    /// <summary>POSIX ustar, with a pax header only where an entry does not fit (IEEE Std 1003.1-2017, pax).</summary>
    Tar = 0,

    /// <summary>A <see cref="Tar"/> in one gzip stream (RFC 1952).</summary>
    TarGz = 1,

    /// <summary>PKWARE APPNOTE 6.3, deflate, Unix modes in the external attributes.</summary>
    Zip = 2,
}
