using System.Collections.Immutable;
using Drayage.Pipeline.Publishing;

namespace Drayage.Pipeline.Retention;

/// <summary>A place that keeps versions of one package or image, and from which they can be removed.</summary>
public interface IVersionStore
{
    /// <summary>As people name it.</summary>
    string Name { get; }

    /// <summary>All that it holds, with what each needs. Changes nothing.</summary>
    /// <exception cref="DeliveryException">It cannot be asked.</exception>
    Task<ImmutableArray<StoredVersion>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Looks once more and removes; what is gone already is removed.</summary>
    /// <returns>Null when it is gone; otherwise why it stayed, where that is as it should be.</returns>
    /// <exception cref="DeliveryException">The store does not do it.</exception>
    Task<string?> RemoveAsync(Removal removal, CancellationToken cancellationToken);

    /// <summary>
    /// Keeps the names of what is about to be removed, and in the end of what is left of it: after a kill in between no tag leads there
    /// any more, and not every store lists what no tag leads to.
    /// </summary>
    Task NoteAsync(ImmutableArray<string> names, CancellationToken cancellationToken) => Task.CompletedTask;
}

/// <summary>What GitHub keeps of a package besides what its registry tells.</summary>
public interface IPackageVersions
{
    /// <summary>Whether there is such a package, and the token may see it.</summary>
    Task<bool> ExistsAsync(CancellationToken cancellationToken);

    /// <summary>The versions with ids; for images their names are the digests of manifests.</summary>
    Task<ImmutableArray<StoredVersion>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Deletes a version of <see cref="ListAsync"/>; what is gone already is deleted.</summary>
    Task DeleteAsync(StoredVersion version, CancellationToken cancellationToken);
}
