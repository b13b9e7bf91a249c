using Drayage.Oci.Documents;

namespace Drayage.Oci.Copying;

/// <summary>What copying an image took.</summary>
public sealed record CopyReport
{
    /// <summary>The manifest or index that was copied; the target holds these very bytes.</summary>
    public required ManifestDocument Root { get; init; }

    /// <summary>Blobs whose bytes went over.</summary>
    public required int BlobsSent { get; init; }

    /// <summary>Blobs that the target took from another repository.</summary>
    public required int BlobsMounted { get; init; }

    /// <summary>Blobs that the target already held, as far as they were asked for.</summary>
    public required int BlobsPresent { get; init; }

    /// <summary>Sizes of the blobs sent, in bytes.</summary>
    public required long BytesSent { get; init; }

    /// <summary>Manifests and indexes that were stored.</summary>
    public required int ManifestsSent { get; init; }

    /// <summary>Things attached to the image that the target holds now, those attached to others of them included; 0 where they were not asked for.</summary>
    public int Referrers { get; init; }

    /// <summary>Those of them that were stored.</summary>
    public int ReferrersSent { get; init; }
}
