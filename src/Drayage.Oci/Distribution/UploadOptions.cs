namespace Drayage.Oci.Distribution;

/// <summary>How blobs are sent.</summary>
public sealed record UploadOptions
{
    /// <summary>
    /// Bytes of a PATCH request when an upload is sent in chunks. GHCR refuses chunks over 4 MiB.
    /// </summary>
    public int ChunkSize { get; init; } = 4 * 1024 * 1024;

    /// <summary>
    /// Whether every upload goes in chunks. Otherwise a blob is one PUT, and only what a cut left unsent goes in chunks.
    /// </summary>
    public bool AlwaysChunked { get; init; }

    /// <summary>How often an upload goes on after a cut, without any progress in between, and other writes are repeated.</summary>
    public int MaxRetries { get; init; } = 4;

    /// <summary>Pause before the first retry; doubled every time. The registry may ask for a longer one.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromMilliseconds(200);
}
