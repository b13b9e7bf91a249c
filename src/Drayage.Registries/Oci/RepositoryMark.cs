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
            var manifests = repositories.Manifests(name).ToList();
            var needed = await ReferencesAsync(blobs, manifests, cancellationToken);
            live.UnionWith(manifests);
            foreach (var blob in repositories.Blobs(name).ToList())
            {
                if (needed is null || needed.Contains(blob) || !repositories.UnlinkBlob(name, blob, before))
                    live.Add(blob);
            }
        }
    }

    // Null when a manifest cannot be read any more, as after a crash of the disk: then everything may be needed.
    private static async Task<HashSet<Digest>?> ReferencesAsync(BlobStore blobs, List<Digest> manifests, CancellationToken cancellationToken)
    {
        var needed = new HashSet<Digest>();
        try
        {
            foreach (var manifest in manifests)
            {
                var content = ManifestContent.Parse(await File.ReadAllBytesAsync(blobs.PathOf(manifest), cancellationToken));
                needed.UnionWith(content.Blobs.Select(blob => blob.Digest));
            }
            return needed;
        }
        catch (Exception exception) when (exception is OciRefusal or FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }
}
