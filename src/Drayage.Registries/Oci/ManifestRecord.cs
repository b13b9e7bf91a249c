namespace Drayage.Registries.Oci;

/// <summary>What is kept about a manifest besides its bytes: its descriptor, and the subject that it refers to.</summary>
internal sealed record ManifestRecord
{
    /// <summary>With the Content-Type that it was pushed with, and artifact type and annotations for the referrers list.</summary>
    public required OciDescriptor Descriptor { get; init; }

    /// <summary>When it was last pushed; null in what was stored before this was kept.</summary>
    public DateTimeOffset? Pushed { get; init; }

    /// <summary>Digest of the subject, when the manifest has one.</summary>
    public string? Subject { get; init; }
}
