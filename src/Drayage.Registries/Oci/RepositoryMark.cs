using Drayage.Model;
using Drayage.Registries.Storage;

namespace Drayage.Registries.Oci;

/// <summary>The mark of a collection: what each repository still needs. Blobs that no manifest of their repository refers to leave it here.</summary>
internal static class RepositoryMark
{
    /// <param name="live">Takes every digest that is needed.</param>
    /// <param name="before">Blobs that came, or were asked for, since are kept: their manifest may be on its way.</param>
    public static async Task RunAsync(RepositoryStore repositories, BlobStore blobs, ISet<Digest> live, DateTimeOffset before, CancellationToken cancellationToken)
    {
        foreach (var name in repositories.Names().ToList())
        {
            using var held = await repositories.LockAsync(name, cancellationToken);
            var needed = new HashSet<Digest>();
            foreach (var manifest in repositories.Manifests(name))
            {
                live.Add(manifest);
                needed.UnionWith(await ReferencesAsync(blobs, manifest, cancellationToken));
            }
            foreach (var blob in repositories.Blobs(name).ToList())
            {
                if (needed.Contains(blob) || !repositories.UnlinkBlob(name, blob, before))
                    live.Add(blob);
            }
        }
    }

    private static async Task<IEnumerable<Digest>> ReferencesAsync(BlobStore blobs, Digest manifest, CancellationToken cancellationToken)
    {
        if (blobs.SizeOf(manifest) is null)
            return [];
        var content = ManifestContent.Parse(await File.ReadAllBytesAsync(blobs.PathOf(manifest), cancellationToken));
        return content.Blobs.Select(blob => blob.Digest);
    }
}
