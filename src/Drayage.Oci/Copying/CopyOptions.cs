using Drayage.Oci.Content;

namespace Drayage.Oci.Copying;

/// <summary>How an image is copied.</summary>
public sealed record CopyOptions
{
    /// <summary>Blobs on their way to one target at one time.</summary>
    public int Parallelism { get; init; } = 16;

    /// <summary>
    /// Whether every manifest and blob is asked for. Otherwise a manifest that the target holds speaks for all that it
    /// names.
    /// </summary>
    public bool Verify { get; init; }

    /// <summary>
    /// Where what is attached to the image is listed, so that it is copied too, with what is attached to that; null copies
    /// the image alone.
    /// </summary>
    public IReferrerSource? ReferrersFrom { get; init; }

    /// <summary>Measures for how long a slow target holds others up.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Told of every step. Called from several threads, and often: must be quick and must not throw.</summary>
    public Action<CopyEvent>? Observer { get; init; }
}
