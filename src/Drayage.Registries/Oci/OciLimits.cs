namespace Drayage.Registries.Oci;

/// <summary>What one client may ask of the OCI registry before it is refused with 413 or 429.</summary>
public sealed record OciLimits
{
    /// <summary>Bytes of a manifest; the specification asks for at least 4 MiB.</summary>
    public int ManifestBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>Uploads that may be open at a time, over all repositories.</summary>
    public int OpenUploads { get; init; } = 10_000;

    /// <summary>Entries of one page of a referrers list, which links to the next; at least 1.</summary>
    public int ReferrersPerPage { get; init; } = 500;

    /// <summary>Requests a second from one address, over a burst of two seconds; 0 for any number.</summary>
    public int RequestsPerSecond { get; init; }
}
