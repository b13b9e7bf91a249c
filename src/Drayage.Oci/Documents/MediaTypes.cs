using System.Text.RegularExpressions;

namespace Drayage.Oci.Documents;

/// <summary>Media types of the OCI image specification 1.1 and of Docker's schema 2, which registries still serve.</summary>
public static partial class MediaTypes
{
    public const string OciManifest = "application/vnd.oci.image.manifest.v1+json";
    public const string OciIndex = "application/vnd.oci.image.index.v1+json";
    public const string OciConfig = "application/vnd.oci.image.config.v1+json";
    public const string OciLayerTar = "application/vnd.oci.image.layer.v1.tar";
    public const string OciLayerGzip = "application/vnd.oci.image.layer.v1.tar+gzip";
    public const string OciLayerZstd = "application/vnd.oci.image.layer.v1.tar+zstd";
    public const string OciEmpty = "application/vnd.oci.empty.v1+json";
    public const string DockerManifest = "application/vnd.docker.distribution.manifest.v2+json";
    public const string DockerManifestList = "application/vnd.docker.distribution.manifest.list.v2+json";
    public const string DockerConfig = "application/vnd.docker.container.image.v1+json";
    public const string DockerLayerGzip = "application/vnd.docker.image.rootfs.diff.tar.gzip";
    public const string DockerLayerTar = "application/vnd.docker.image.rootfs.diff.tar";
    public const string DockerForeignLayerGzip = "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip";

    /// <summary>Whether a text has the form of a media type (RFC 6838, 4.2), parameters included.</summary>
    public static bool IsWellFormed(string text) => Grammar.IsMatch(text);

    public static bool IsIndex(string? mediaType) => mediaType is OciIndex or DockerManifestList;

    public static bool IsManifest(string? mediaType) => mediaType is OciManifest or DockerManifest;

    /// <summary>Layers that registries refuse to hold: their bytes live at the descriptor's <c>urls</c>.</summary>
    public static bool IsForeignLayer(string mediaType) =>
        mediaType == DockerForeignLayerGzip || mediaType.Contains(".nondistributable.", StringComparison.Ordinal);

    [GeneratedRegex(
        @"\A[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}/[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}(; ?[A-Za-z0-9-]+=[A-Za-z0-9._-]+)*\z",
        RegexOptions.ExplicitCapture)]
    private static partial Regex Grammar { get; }
}
