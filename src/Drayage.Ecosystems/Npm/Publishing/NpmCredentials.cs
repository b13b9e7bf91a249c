using Drayage.Ecosystems.Npm.Publishing.Configuration;
using Drayage.Model;
using Drayage.Pipeline.Publishing;
using Drayage.Platform.Http;
using Drayage.Platform.Identity;
using Drayage.Platform.Secrets;

namespace Drayage.Ecosystems.Npm.Publishing;

/// <summary>
/// Who publishes: a token that the settings name, the login in npm's own configuration, or the CI job's identity, which the registry
/// exchanges for a token that may publish one package and do nothing else.
/// </summary>
internal sealed class NpmCredentials(NpmRegistrySettings settings, PublisherContext context)
{
    internal const string IdentityVariable = "NPM_ID_TOKEN";

    private readonly WorkloadIdentity identity = new(context.Client.Environment, context.Http, context.Secrets, IdentityVariable);

    /// <exception cref="ReleaseException">There is none.</exception>
    public async Task<NpmCredential> OfAsync(NpmSite site, CancellationToken cancellationToken)
    {
        if (context.Rehearsal is { } rehearsal)
            return Bearer(context.Secrets.Source(rehearsal.Token));
        if (settings.Token is { } reference)
            return Bearer(context.Secrets.Source(reference));
        if (!settings.TrustedPublishing)
        {
            var configured = await NpmConfiguration.ReadAsync(context.Client, settings.Npmrc, cancellationToken);
            switch (configured.LoginOf(site.Registry))
            {
                case NpmLogin.Token token:
                    return Bearer(context.Secrets.Source(new Secret(token.Value)));
                case NpmLogin.Password password:
                    return new NpmCredential(new HttpCredential.Basic(password.User, context.Secrets.Source(new Secret(password.Value))), MayMoveTags: true);
            }
        }

        return identity.IsPresent
            ? new NpmCredential(new HttpCredential.Bearer(cancellation => ExchangeAsync(site, cancellation)), MayMoveTags: false)
            : throw Missing(site);
    }

    // The audience is the registry's host (docs.npmjs.com, "Trusted publishing for npm packages").
    private async ValueTask<Secret> ExchangeAsync(NpmSite site, CancellationToken cancellationToken)
    {
        var token = await identity.TokenAsync($"npm:{site.Registry.Host}", cancellationToken);
        var message = $"destination {settings.Id}: {site.Registry.Authority} gave no token for {site.Name} in exchange for the job's identity";
        var call = new HttpCall
        {
            Method = HttpMethod.Post,
            Uri = site.Exchange,
            Credential = new HttpCredential.Bearer(_ => ValueTask.FromResult(token)),
            Repeatable = false,
        };
        using var reply = await context.Http.FetchAsync(call, Packument.LargestBody, message, cancellationToken);
        if (!reply.IsSuccess)
        {
            throw (await reply.ToFailureAsync(cancellationToken)).ToDelivery(
                message, $"on the registry's pages of {site.Name} name this repository and workflow as trusted publisher; the job needs: permissions: id-token: write");
        }

        return context.Secrets.Learn(Packument.TokenOf(await reply.ReadBodyAsync(Packument.LargestBody, cancellationToken)));
    }

    private static NpmCredential Bearer(SecretSource secret) => new(new HttpCredential.Bearer(secret), MayMoveTags: true);

    private ReleaseException Missing(NpmSite site) => new(
        ExitCode.Usage,
        $"there is no login for {site.Registry}",
        $"destination {settings.Id} has no 'token', no .npmrc has one that is set, and the job has no identity to exchange",
        $"write token: env:NAME into destination {settings.Id}, run npm login --registry {site.Registry}, or give the CI job: permissions: id-token: write");
}

/// <summary>What goes along with requests to a registry.</summary>
/// <param name="MayMoveTags">False for a token that may publish and nothing else.</param>
internal sealed record NpmCredential(HttpCredential Http, bool MayMoveTags);
