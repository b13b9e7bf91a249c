using System.Collections.Immutable;
using Drayage.Model;

namespace Drayage.Registries.Hosting;

/// <summary>What the OCI registry lets GitHub's interface see of the images that stand for those of <c>ghcr.io</c>.</summary>
internal interface IContainerPackages
{
    /// <param name="image"><c>owner/name</c></param>
    /// <returns>Null where no such image was ever pushed.</returns>
    Task<ImmutableArray<ContainerVersion>?> ListAsync(string image, CancellationToken cancellationToken);

    /// <returns>False when it was not there.</returns>
    Task<bool> DeleteAsync(string image, Digest digest, CancellationToken cancellationToken);
}

/// <summary>A manifest as a version of a package.</summary>
/// <param name="Created">When it was pushed.</param>
/// <param name="Tags">Empty for what no tag names.</param>
internal sealed record ContainerVersion(Digest Digest, DateTimeOffset Created, ImmutableArray<string> Tags);
