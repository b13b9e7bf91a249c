using System.Collections.Immutable;
using Drayage.Model;

namespace Drayage.Oci.Documents;

/// <summary>Names content by type, digest and size in bytes (image specification 1.1, descriptor.md).</summary>
public sealed record Descriptor
{
    public required string MediaType { get; init; }

    public required Digest Digest { get; init; }

    public required long Size { get; init; }

    public ImmutableArray<string>? Urls { get; init; }

    public ImmutableSortedDictionary<string, string>? Annotations { get; init; }

    /// <summary>The content itself, base64, when it is small and embedded.</summary>
    public string? Data { get; init; }

    public ImagePlatform? Platform { get; init; }

    public string? ArtifactType { get; init; }

    /// <summary>Type, digest and size alone: what identifies the content.</summary>
    public Descriptor Plain() => new() { MediaType = MediaType, Digest = Digest, Size = Size };

    public override string ToString() => $"{Digest} ({MediaType}, {Size} bytes)";
}
