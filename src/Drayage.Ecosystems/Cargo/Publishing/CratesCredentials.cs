using Drayage.Ecosystems.Cargo.Publishing.Configuration;
using Drayage.Model;
using Drayage.Pipeline.Publishing;
using Drayage.Platform.Http;
using Drayage.Platform.Identity;
using Drayage.Platform.Secrets;

namespace Drayage.Ecosystems.Cargo.Publishing;

/// <summary>Who publishes: a token that the settings name, the login in cargo's own configuration, or the CI job's identity.</summary>
internal sealed class CratesCredentials
{
    // How GitLab's jobs hand it over; those of GitHub are asked.
    internal const string IdentityVariable = "CRATES_IO_ID_TOKEN";

    private readonly CratesSettings settings;
    private readonly PublisherContext context;
    private readonly WorkloadIdentity identity;

    public CratesCredentials(CratesSettings settings, PublisherContext context)
    {
        this.settings = settings;
        this.context = context;
        identity = new WorkloadIdentity(context.Client.Environment, context.Http, context.Secrets, IdentityVariable);
        Trusted = new TrustedToken(identity, context, settings.Id);
    }

    public TrustedToken Trusted { get; }

    /// <param name="api">Base of the registry's web API.</param>
    /// <exception cref="ReleaseException">There is none.</exception>
    public async Task<CratesCredential> OfAsync(Uri api, CancellationToken cancellationToken)
    {
        if (await OfUserAsync(cancellationToken) is { } user)
            return user;
        return identity.IsPresent
            ? new CratesCredential(Bare(cancellation => Trusted.TakeAsync(api, cancellation)), "the job's identity", IsExchanged: true)
            : throw Missing();
    }

    /// <summary>For registries that want a token for reading too; an exchanged one cannot read.</summary>
    public async Task<HttpCredential?> ReaderAsync(CancellationToken cancellationToken) => (await OfUserAsync(cancellationToken))?.Http;

    private async Task<CratesCredential?> OfUserAsync(CancellationToken cancellationToken)
    {
        if (context.Rehearsal is { } rehearsal)
            return new CratesCredential(Bare(context.Secrets.Source(rehearsal.Token)), "the rehearsal", IsExchanged: false);
        if (settings.Token is { } reference)
            return new CratesCredential(Bare(context.Secrets.Source(reference)), $"{reference}", IsExchanged: false);
        if (settings.TrustedPublishing)
            return null;
        return await new CargoConfiguration(context.Client).TokenOfAsync(settings.Registry, cancellationToken) is var (token, place)
            ? new CratesCredential(Bare(context.Secrets.Source(new Secret(token))), place, IsExchanged: false)
            : null;
    }

    // Cargo sends it without a scheme.
    private static HttpCredential.Header Bare(SecretSource secret) => new("Authorization", "", secret);

    private ReleaseException Missing()
    {
        var variable = CargoConfiguration.TokenVariables(settings.Registry).First();
        return new ReleaseException(
            ExitCode.Usage,
            $"destination {settings.Id}: there is no token for registry {settings.Registry}",
            settings.TrustedPublishing
                ? "it is to be had for the job's identity, and the job has none"
                : $"no 'token' is set, {variable} is not set, {new CargoConfiguration(context.Client).CredentialsPath} has none, and the job has no identity to exchange",
            $"export {variable}, run cargo login{(settings.Registry == CargoRegistry.CratesIo ? "" : $" --registry {settings.Registry}")}, or give the CI job: permissions: id-token: write");
    }
}
