using Drayage.Model;

namespace Drayage.Oci.Layouts;

/// <summary>Where things stand in a layout directory (image specification 1.1, image-layout.md).</summary>
internal sealed record LayoutPaths(string Directory)
{
    public const string RefNameAnnotation = "org.opencontainers.image.ref.name";
    public const string Version = "1.0.0";

    public string Marker => Path.Combine(Directory, "oci-layout");

    public string Index => Path.Combine(Directory, "index.json");

    public string Blobs => Path.Combine(Directory, "blobs");

    public string BlobsOf(string algorithm) => Path.Combine(Blobs, algorithm);

    public string Blob(Digest digest) => Path.Combine(BlobsOf(digest.Algorithm), digest.Hex);

    /// <summary>A name beside the blobs, on the same file system, that no digest can have.</summary>
    public string NewPartial() => Path.Combine(BlobsOf(Digest.Sha256), $".{Guid.NewGuid():N}.partial");
}
