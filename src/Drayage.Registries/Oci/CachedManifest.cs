namespace Drayage.Registries.Oci;

/// <summary>A manifest as it is served.</summary>
internal sealed record CachedManifest(ManifestRecord Record, byte[] Content)
{
    /// <summary>Entity tag: the digest in quotes.</summary>
    public string Tag { get; } = $"\"{Record.Descriptor.Digest}\"";
}
