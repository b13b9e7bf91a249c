using Drayage.Oci.Distribution.Credentials;
using Drayage.Oci.References;
using Drayage.Pipeline.Publishing;

namespace Drayage.Ecosystems.Containers.Publishing;

/// <summary>The credential of the destination's settings; without one, what the container tools know.</summary>
internal sealed class OciCredentials(OciDestinationSettings settings, PublisherContext context) : ICredentialSource
{
    public async Task<RegistryCredential?> FindAsync(string registry, RepositoryName? repository, CancellationToken cancellationToken)
    {
        if (context.Rehearsal is { } site)
            return new RegistryCredential.Password("rehearsal", site.Token);
        if (settings.Password is not { } password)
            return await context.RegistryLogins.FindAsync(registry, repository, cancellationToken);
        var user = settings.Username is { } name ? (await context.SecretOf(name)(cancellationToken)).Reveal() : "drayage";
        return new RegistryCredential.Password(user, await context.SecretOf(password)(cancellationToken));
    }
}
