using System.Collections.Immutable;
using Drayage.Pipeline.Configuration;
using Drayage.Platform.Secrets;

namespace Drayage.Ecosystems.Containers.Publishing;

/// <summary>A registry namespace for images and other OCI artifacts.</summary>
internal sealed record OciDestinationSettings : DestinationSettings
{
    /// <summary>Host and namespace, such as <c>ghcr.io/owner</c>.</summary>
    public required string Registry { get; init; }

    /// <summary>User name, or a reference to one; null to use the container tools' own logins.</summary>
    public SecretReference? Username { get; init; }

    public SecretReference? Password { get; init; }

    /// <summary>How an image's version is spelt in its tag; null for the version's spelling as a tag.</summary>
    public VersionTemplate? Tag { get; init; }

    /// <summary>Further tags of images.</summary>
    public ImmutableArray<VersionTemplate> Tags { get; init; } = [];

    /// <summary>Whether <c>latest</c>, <c>1</c> and <c>1.2</c> move to a new release.</summary>
    public bool Floating { get; init; } = true;

    /// <summary>Whether each image and chart gets the waybill attached.</summary>
    public bool Waybill { get; init; } = true;

    /// <summary>Blobs on their way to the registry at one time.</summary>
    public int Uploads { get; init; } = UploadLimit.Default;

    /// <summary>Plain http for a registry that is not on this machine.</summary>
    public bool Insecure { get; init; }
}
