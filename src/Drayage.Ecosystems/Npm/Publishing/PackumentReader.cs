using System.Net;
using Drayage.Model.Delivery;
using Drayage.Pipeline.Publishing;
using Drayage.Platform.Http;

namespace Drayage.Ecosystems.Npm.Publishing;

/// <summary>Reads packages from a registry, without the credential first, as strangers do.</summary>
/// <param name="credentials">Null for a stranger.</param>
internal sealed class PackumentReader(PublisherContext context, NpmCredentials? credentials) : IArtifactSource
{
    /// <returns>Null when the registry knows no such package.</returns>
    public Task<Packument?> FindAsync(Consignment consignment, CancellationToken cancellationToken)
    {
        var site = NpmSite.Of(consignment, context.Rehearsal?.Address);
        return FindAsync(consignment, site, site.Package, cancellationToken);
    }

    /// <summary>As <see cref="FindAsync(Consignment, CancellationToken)"/>, past the registry's caches.</summary>
    public Task<Packument?> FindFreshAsync(Consignment consignment, CancellationToken cancellationToken)
    {
        var site = NpmSite.Of(consignment, context.Rehearsal?.Address);
        return FindAsync(consignment, site, site.Fresh, cancellationToken);
    }

    /// <summary>Opens the download of a version; null when it is not there, which a packument can be ahead of.</summary>
    public async Task<HttpReply?> DownloadAsync(Consignment consignment, PublishedVersion version, long offset, CancellationToken cancellationToken)
    {
        var site = NpmSite.Of(consignment, context.Rehearsal?.Address);
        var message = $"destination {consignment.Destination}: {version.Tarball} cannot be read back";
        var call = offset > 0 ? HttpCall.Get(version.Tarball).WithHeader("Range", $"bytes={offset}-") : HttpCall.Get(version.Tarball);
        var reply = await AskAsync(site, call, (asked, token) => context.Http.AskAsync(asked, message, token), MayBeHidden, cancellationToken);
        if (reply.IsSuccess)
            return reply;
        using (reply)
        {
            return reply.Status == HttpStatusCode.NotFound ? null : throw (await reply.ToFailureAsync(cancellationToken)).ToDelivery(message);
        }
    }

    public async Task<ArtifactDownload?> OpenAsync(Consignment consignment, string artifact, long offset, CancellationToken cancellationToken) =>
        (await FindAsync(consignment, cancellationToken))?.Versions.GetValueOrDefault(consignment.Version) is { } version
        && await DownloadAsync(consignment, version, offset, cancellationToken) is { } reply
            ? new ArtifactDownload(reply)
            : null;

    private async Task<Packument?> FindAsync(Consignment consignment, NpmSite site, Uri address, CancellationToken cancellationToken)
    {
        var message = $"destination {consignment.Destination}: {site.Registry} cannot be asked for {site.Name}";
        var call = HttpCall.Get(address).WithHeader("Accept", "application/json").WithHeader("Cache-Control", "no-cache");
        using var reply = await AskAsync(
            site, call, (asked, token) => context.Http.FetchAsync(asked, Packument.LargestBody, message, token), answered => MayBeHidden(answered) || !answered.IsFrom(address), cancellationToken);
        // Some registries send those who ask for what they do not have on to the public one: what is there is nothing of theirs.
        if (reply.Status == HttpStatusCode.NotFound || !reply.IsFrom(address))
            return null;
        if (!reply.IsSuccess)
            throw (await reply.ToFailureAsync(cancellationToken)).ToDelivery(message, $"check 'registry' of destination {consignment.Destination}, or what npm config get registry says");
        try
        {
            return Packument.Parse(await reply.ReadBodyAsync(Packument.LargestBody, cancellationToken));
        }
        catch (FormatException malformed)
        {
            throw new DeliveryException(DeliveryFailure.Refused, message, malformed.Message, $"check 'registry' of destination {consignment.Destination}: it is no npm registry");
        }
    }

    // What private registries hide packages from strangers by.
    private static bool MayBeHidden(HttpReply reply) => reply.Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.NotFound;

    private async Task<HttpReply> AskAsync(
        NpmSite site, HttpCall call, Func<HttpCall, CancellationToken, Task<HttpReply>> ask, Func<HttpReply, bool> isHidden, CancellationToken cancellationToken)
    {
        var reply = await ask(call, cancellationToken);
        if (credentials is null || !site.Trusts(call.Uri) || !isHidden(reply))
            return reply;
        var credential = await credentials.OfAsync(site, cancellationToken);
        // A token that may publish and nothing else would tell no more.
        if (!credential.MayMoveTags)
            return reply;
        reply.Dispose();
        return await ask(call with { Credential = credential.Http }, cancellationToken);
    }
}
