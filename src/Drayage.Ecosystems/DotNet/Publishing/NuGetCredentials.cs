using Drayage.Ecosystems.DotNet.Publishing.Configuration;
using Drayage.Ecosystems.DotNet.Publishing.Feeds;
using Drayage.Model;
using Drayage.Pipeline.Publishing;
using Drayage.Platform.Http;
using Drayage.Platform.Identity;
using Drayage.Platform.Secrets;

namespace Drayage.Ecosystems.DotNet.Publishing;

/// <summary>
/// Who pushes: a key that the settings name, the CI job's identity exchanged for one, or what NuGet's own configuration has. A feed may
/// ask for a login besides, or in its place.
/// </summary>
internal sealed class NuGetCredentials(NuGetSettings settings, PublisherContext context)
{
    private const string KeyHeader = "X-NuGet-ApiKey";
    internal const string IdentityVariable = "NUGET_ID_TOKEN";

    private readonly TrustedKey trusted = new(settings, context, new WorkloadIdentity(context.Client.Environment, context.Http, context.Secrets, IdentityVariable));
    private readonly Lazy<NuGetConfig> config = new(() => NuGetConfig.Read(context.Client));

    /// <summary>The user whose key is used, where that is known.</summary>
    public string? TrustedPublisher => settings.TrustedPublisher;

    /// <summary>The login that the feed at an address asks for; null when none is known.</summary>
    /// <exception cref="ReleaseException">NuGet's configuration cannot be read.</exception>
    public HttpCredential? LoginOf(Uri index)
    {
        if (context.Rehearsal is { } rehearsal)
            return new HttpCredential.Basic("rehearsal", context.Secrets.Source(rehearsal.Token));
        if (settings is { Username: { } user, Password: { } password })
            return new HttpCredential.Basic(user, context.Secrets.Source(password));
        return config.Value.LoginOf(index) is { } login
            ? new HttpCredential.Basic(login.User, _ => ValueTask.FromResult(context.Secrets.Learn(login.Password)))
            : null;
    }

    /// <summary>What goes along with a change.</summary>
    /// <exception cref="ReleaseException">There is nothing.</exception>
    public HttpCredential KeyOf(FeedSite site)
    {
        if (context.Rehearsal is { } rehearsal)
            return Key(context.Secrets.Source(rehearsal.Token));
        var key = settings switch
        {
            { ApiKey: { } reference } => Key(context.Secrets.Source(reference)),
            { TrustedPublisher: { } user } => Key(cancellationToken => trusted.OfAsync(site, user, cancellationToken)),
            _ => config.Value.ApiKeyOf(site.Index) is { } configured ? Key(_ => ValueTask.FromResult(context.Secrets.Learn(configured))) : null,
        };
        var login = site.Trusts(site.Push) ? LoginOf(site.Index) : null;
        return (key, login) switch
        {
            (null, null) => throw Missing(site),
            ({ } only, null) => only,
            (null, { } only) => only,
            var (first, second) => new HttpCredential.Several(first, second),
        };
    }

    private static HttpCredential.Header Key(SecretSource secret) => new(KeyHeader, Prefix: "", secret);

    private ReleaseException Missing(FeedSite site) => new(
        ExitCode.Usage,
        $"there is no API key for {site.Index.Authority}",
        $"destination {settings.Id} has neither 'api-key' nor 'trusted-publisher', and NuGet's configuration has no key and no login for {site.Index}",
        $"write api-key: env:NAME into destination {settings.Id}, or trusted-publisher: USER where the feed trusts CI jobs");
}
