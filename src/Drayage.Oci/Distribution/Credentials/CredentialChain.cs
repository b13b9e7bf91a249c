using System.Collections.Immutable;
using Drayage.Oci.References;

namespace Drayage.Oci.Distribution.Credentials;

/// <summary>Asks several sources in turn; the first that knows a credential decides.</summary>
public sealed class CredentialChain(params ImmutableArray<ICredentialSource> sources) : ICredentialSource
{
    public async Task<RegistryCredential?> FindAsync(string registry, RepositoryName? repository, CancellationToken cancellationToken)
    {
        foreach (var source in sources)
        {
            if (await source.FindAsync(registry, repository, cancellationToken) is { } credential)
                return credential;
        }
        return null;
    }
}
