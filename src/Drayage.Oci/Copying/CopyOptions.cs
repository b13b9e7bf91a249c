namespace Drayage.Oci.Copying;

/// <summary>How an image is copied.</summary>
public sealed record CopyOptions
{
    /// <summary>Blobs on their way at one time.</summary>
    public int Parallelism { get; init; } = 4;
}
