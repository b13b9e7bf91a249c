using System.Collections.Immutable;

namespace Drayage.Registries.Access;

/// <summary>What one caller may do on the repositories of the OCI registry.</summary>
internal sealed class RepositoryRights(bool everything, bool readsAreOpen, ImmutableArray<TokenGrant> grants)
{
    /// <summary>Whether the names of all repositories may be listed.</summary>
    public bool MayList => everything || readsAreOpen;

    /// <param name="action">One of the actions of <see cref="TokenGrant"/>; others only the write token may do.</param>
    public bool May(string repository, string action) =>
        everything
        || (readsAreOpen && action == TokenGrant.Pull)
        || grants.Any(grant => grant.Covers(repository) && grant.Actions.Contains(action));
}
