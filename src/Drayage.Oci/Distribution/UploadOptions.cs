namespace Drayage.Oci.Distribution;

/// <summary>How blobs are sent, and how long a registry is waited for.</summary>
public sealed record UploadOptions
{
    /// <summary>Uploads to one registry under way at one time.</summary>
    public int Concurrency { get; init; } = 16;

    /// <summary>
    /// Bytes of a PATCH request when an upload is sent in chunks. GHCR refuses chunks over 4 MiB.
    /// </summary>
    public int ChunkSize { get; init; } = 4 * 1024 * 1024;

    /// <summary>
    /// Whether every upload goes in chunks. Otherwise chunks are for registries that refuse what is longer.
    /// </summary>
    public bool AlwaysChunked { get; init; }

    /// <summary>
    /// Bytes from which a blob goes in one PATCH and a PUT that closes it, so that a cut leaves something to resume; a
    /// smaller one is a single PUT.
    /// </summary>
    public long StreamFrom { get; init; } = 16 * 1024 * 1024;

    /// <summary>How often an upload goes on after a cut, without any progress in between, and other writes are repeated.</summary>
    public int MaxRetries { get; init; } = 4;

    /// <summary>
    /// How often an upload begins anew when the connection was lost on the way and the registry has kept nothing: each
    /// time something went over, so that the registry itself is well.
    /// </summary>
    public int MaxRestarts { get; init; } = 12;

    /// <summary>Pause before the first retry; doubled every time. The registry may ask for a longer one.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>
    /// A connection that brings less than 4 KiB of a body in this time counts as broken, however regularly it brings it.
    /// </summary>
    public TimeSpan Stall { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Where uploads of <see cref="StreamFrom"/> bytes and more are noted for a later process; null keeps no note.</summary>
    public UploadNotes? Notes { get; init; }
}
