using System.Collections.Immutable;
using Drayage.Oci.References;

namespace Drayage.Oci.Distribution.Credentials;

/// <summary>Credentials known beforehand, by registry.</summary>
public sealed class StaticCredentials(ImmutableDictionary<string, RegistryCredential> byRegistry) : ICredentialSource
{
    /// <summary>No credential for anyone.</summary>
    public static StaticCredentials Anonymous { get; } = new(ImmutableDictionary<string, RegistryCredential>.Empty);

    public static StaticCredentials For(string registry, RegistryCredential credential) =>
        new(ImmutableDictionary<string, RegistryCredential>.Empty.Add(registry, credential));

    public Task<RegistryCredential?> FindAsync(string registry, RepositoryName? repository, CancellationToken cancellationToken) =>
        Task.FromResult(byRegistry.GetValueOrDefault(registry));
}
