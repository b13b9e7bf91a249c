using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Registries.Hosting;

namespace Drayage.Registries.Oci;

/// <summary>The images below <c>ghcr.io/</c>, as GitHub's packages.</summary>
internal sealed class ContainerPackages(RepositoryStore repositories, ManifestEndpoints manifests) : IContainerPackages
{
    private const string Host = "ghcr.io/";

    public async Task<ImmutableArray<ContainerVersion>?> ListAsync(string image, CancellationToken cancellationToken)
    {
        if (!RepositoryName.TryParse(Host + image, out var name) || !repositories.Exists(name!))
            return null;
        var tags = new List<(string Name, Digest? Digest)>();
        foreach (var tag in await repositories.TagsAsync(name!, cancellationToken))
            tags.Add((tag, await repositories.TagAsync(name!, tag, cancellationToken)));
        var versions = ImmutableArray.CreateBuilder<ContainerVersion>();
        foreach (var digest in repositories.Manifests(name!).ToList())
        {
            if (await repositories.ManifestAsync(name!, digest, cancellationToken) is { } record)
                versions.Add(new ContainerVersion(digest, record.Pushed ?? DateTimeOffset.UnixEpoch, [.. tags.Where(tag => tag.Digest == digest).Select(tag => tag.Name)]));
        }

        return versions.ToImmutable();
    }

    public async Task<bool> DeleteAsync(string image, Digest digest, CancellationToken cancellationToken) =>
        RepositoryName.TryParse(Host + image, out var name) && await manifests.DropAsync(name!, digest, cancellationToken);
}
