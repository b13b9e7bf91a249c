using System.Collections.Immutable;
using Drayage.Oci.Copying;

namespace Drayage.Cli.Rendering.Images;

/// <summary>Something attached to a manifest, in the output of several commands. Sizes are bytes.</summary>
/// <param name="Subject">Digest of what it is attached to: the image, one of its platforms, or something attached itself.</param>
/// <param name="Digest">Of the artifact manifest.</param>
/// <param name="Size">Of the artifact manifest.</param>
/// <param name="ContentBytes">Of its documents together.</param>
internal sealed record ReferrerReport(
    string Subject,
    string Digest,
    string? ArtifactType,
    long Size,
    long ContentBytes,
    ImmutableArray<AttachedDocumentReport> Documents,
    IReadOnlyDictionary<string, string>? Annotations)
{
    public static ReferrerReport Of(AttachedArtifact artifact)
    {
        var descriptor = artifact.Graph.Root.ReferrerDescriptor;
        return new ReferrerReport(
            artifact.Subject.ToString(),
            descriptor.Digest.ToString(),
            descriptor.ArtifactType,
            descriptor.Size,
            artifact.Graph.Blobs.Sum(blob => blob.Size),
            [.. artifact.Graph.ChildrenFirst.SelectMany(document => AttachedDocumentReport.Of(document))],
            descriptor.Annotations);
    }
}
