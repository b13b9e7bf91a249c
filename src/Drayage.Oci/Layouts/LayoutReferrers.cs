using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Oci.Distribution;
using Drayage.Oci.Documents;

namespace Drayage.Oci.Layouts;

/// <summary>
/// Finds what is attached to the images of a layout. The specification gives layouts no list of referrers. Tools write
/// them into <c>index.json</c> without a name (oras) or into an index under the fallback tag (regclient): both are read.
/// </summary>
internal static class LayoutReferrers
{
    public static async Task<ImmutableArray<Descriptor>> ListAsync(
        OciLayout layout, Digest subject, string? artifactType, CancellationToken cancellationToken)
    {
        var found = ImmutableArray.CreateBuilder<Descriptor>();
        foreach (var entry in await CandidatesAsync(layout, subject, cancellationToken))
        {
            var document = await layout.ReadManifestAsync(entry, cancellationToken);
            if (document.Subject?.Digest == subject && (artifactType is null || document.ReferrerDescriptor.ArtifactType == artifactType))
                found.Add(document.ReferrerDescriptor);
        }
        return found.ToImmutable();
    }

    /// <summary>The one entry that the layout is about; null where several are.</summary>
    public static Descriptor? OnlyImage(ImmutableArray<Descriptor> entries)
    {
        if (entries.Length == 1)
            return entries[0];
        var images = entries.Where(entry => !MayBeAttached(entry)).Take(2).ToArray();
        return images.Length == 1 ? images[0] : null;
    }

    /// <summary>What nobody gave a name, and what tells its artifact type, is there for the sake of something else.</summary>
    public static bool MayBeAttached(Descriptor entry) => LayoutIndex.NameOf(entry) is null && entry.ArtifactType is not null;

    private static async Task<IEnumerable<Descriptor>> CandidatesAsync(OciLayout layout, Digest subject, CancellationToken cancellationToken)
    {
        var entries = (await layout.ReadIndexAsync(cancellationToken)).Where(IsManifest).ToList();
        var fallback = FallbackIndex.TagOf(subject).Value;
        if (entries.FirstOrDefault(entry => LayoutIndex.NameOf(entry) == fallback) is { } tagged
            && await layout.ReadManifestAsync(tagged, cancellationToken) is ManifestDocument.Index list)
            entries.AddRange(list.Content.Manifests.Where(IsManifest));
        return entries.DistinctBy(entry => entry.Digest);
    }

    private static bool IsManifest(Descriptor entry) => MediaTypes.IsManifest(entry.MediaType) || MediaTypes.IsIndex(entry.MediaType);
}
