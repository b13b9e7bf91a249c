using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Oci.Distribution;
using Drayage.Oci.References;
using Drayage.Pipeline.Publishing;
using Drayage.Pipeline.Retention;

namespace Drayage.Ecosystems.Containers.Retention;

/// <summary>A repository of an OCI registry, from which tags and manifests are removed. Blobs are left to the registry, which knows who shares them.</summary>
/// <param name="repository">Where it is reached.</param>
/// <param name="reference">How it is named.</param>
/// <param name="packages">What deletes instead where the registry itself does not; null for the registry.</param>
/// <param name="notes">What an earlier run left.</param>
public sealed class RepositoryStore(RepositoryClient repository, ImageReference reference, IPackageVersions? packages, PruneNotes notes) : IVersionStore
{
    public string Name => reference.Name;

    public Task<ImmutableArray<StoredVersion>> ListAsync(CancellationToken cancellationToken) => AskAsync($"{Name} cannot be read", async () =>
    {
        // What was never pushed is no package; what is there and hidden is told of below.
        if (packages is not null && !await HasTagsAsync(cancellationToken) && !await packages.ExistsAsync(cancellationToken))
            return [];
        var beside = packages is null
            ? (await notes.ReadAsync(cancellationToken)).Select(name => new StoredVersion { Name = name, IsLeftOver = true })
            : await packages.ListAsync(cancellationToken);
        return await new RepositoryVersions(repository, beside.ToDictionary(version => version.Name, StringComparer.Ordinal)).ReadAsync(cancellationToken);
    });

    public Task<string?> RemoveAsync(Removal removal, CancellationToken cancellationToken) => removal switch
    {
        Removal.OfTag tag => AskAsync($"{Name}:{tag.Tag} was not removed", () => RemoveAsync(tag, cancellationToken)),
        _ => AskAsync($"{Name}@{removal.Version.Name} was not removed", () => RemoveAsync(removal.Version, cancellationToken)),
    };

    public Task NoteAsync(ImmutableArray<string> names, CancellationToken cancellationToken) =>
        packages is null ? notes.WriteAsync(names, cancellationToken) : Task.CompletedTask;

    private async Task<bool> HasTagsAsync(CancellationToken cancellationToken)
    {
        await foreach (var _ in repository.ListTagsAsync(cancellationToken))
            return true;
        return false;
    }

    private async Task<string?> RemoveAsync(Removal.OfTag tag, CancellationToken cancellationToken)
    {
        if (packages is not null)
            return "GitHub takes no tag off a version that stays";
        // Whoever moved it since means it to stay.
        if (await repository.ResolveAsync(tag.Tag, cancellationToken) is { } named && named.Digest.ToString() != tag.Version.Name)
            return $"it names {named.Digest} by now";
        await repository.DeleteTagAsync(TagName.Parse(tag.Tag), cancellationToken);
        return null;
    }

    private async Task<string?> RemoveAsync(StoredVersion version, CancellationToken cancellationToken)
    {
        if (packages is null)
            await repository.DeleteManifestAsync(Digest.Parse(version.Name), cancellationToken);
        else if (version.Id is not null)
            await packages.DeleteAsync(version, cancellationToken);
        else
            return "GitHub does not list it among the versions of the package";
        return null;
    }

    private async Task<T> AskAsync<T>(string message, Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (RegistryException refused)
        {
            throw new DeliveryException(
                DeliveryFailure.Refused, message, refused.ToReleaseException(message).Because, DeletionRefusals.IsUnsupported(refused) ? DeletionRefusals.HintFor(reference) : refused.ToReleaseException(message).Hint, inner: refused);
        }
    }
}
