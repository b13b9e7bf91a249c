using Drayage.Oci.References;

namespace Drayage.Oci.Distribution.Credentials;

/// <summary>Finds the credential for a registry at the time it is needed.</summary>
public interface ICredentialSource
{
    /// <param name="registry">As in image references: <c>ghcr.io</c>, <c>docker.io</c>, <c>127.0.0.1:5000</c>.</param>
    /// <param name="repository">Some sources know credentials of a single repository; null for the registry as a whole.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <returns>The credential, or null to go on without.</returns>
    Task<RegistryCredential?> FindAsync(string registry, RepositoryName? repository, CancellationToken cancellationToken);
}
