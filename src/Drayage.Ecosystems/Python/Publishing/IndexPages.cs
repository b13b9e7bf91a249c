using System.Collections.Immutable;
using System.Net;
using Drayage.Model.Delivery;
using Drayage.Pipeline.Publishing;
using Drayage.Platform.Http;

namespace Drayage.Ecosystems.Python.Publishing;

/// <summary>Looks for files in an index's simple repository API, and downloads them: without the credential first, as installers do.</summary>
/// <param name="credentials">Null for nobody's.</param>
internal sealed class IndexPages(HttpPipeline http, PythonIndexCredentials? credentials, Uri? rehearsal) : IArtifactSource
{
    public const int LargestPage = 128 * 1024 * 1024;

    public async Task<IndexFile?> FindAsync(Consignment consignment, string name, CancellationToken cancellationToken) =>
        await FilesAsync(consignment, cancellationToken) is { } files ? files.FirstOrDefault(file => file.Name == name) : null;

    /// <returns>Null when the index has no such project.</returns>
    public async Task<ImmutableArray<IndexFile>?> FilesAsync(Consignment consignment, CancellationToken cancellationToken)
    {
        var site = PythonIndexSite.Of(consignment, rehearsal);
        var message = $"destination {consignment.Destination}: the index cannot be read";
        var page = HttpCall.Get(site.Project).WithHeader("Accept", SimplePage.Accept).WithHeader("Cache-Control", "no-cache");
        var reply = await http.FetchAsync(page, LargestPage, message, cancellationToken);
        // Some indexes send those who ask for what they do not have, or may not see, on to PyPI: what is there is nothing of theirs.
        if ((reply.Status is HttpStatusCode.Unauthorized || !reply.IsFrom(site.Project)) && site.Trusts(site.Project))
        {
            reply.Dispose();
            reply = await http.FetchAsync(page with { Credential = await ReaderAsync(site, cancellationToken) }, LargestPage, message, cancellationToken);
        }

        using (reply)
        {
            if (reply.Status == HttpStatusCode.NotFound || !reply.IsFrom(site.Project))
                return null;
            if (!reply.IsSuccess)
                throw (await reply.ToFailureAsync(cancellationToken)).ToDelivery(message, HintFor(reply.Status, consignment));
            try
            {
                return SimplePage.Read(reply.MediaType, await reply.ReadBodyAsync(LargestPage, cancellationToken), reply.Uri);
            }
            catch (FormatException malformed)
            {
                throw new DeliveryException(DeliveryFailure.Refused, message, malformed.Message, AddressHint(consignment));
            }
        }
    }

    /// <summary>Opens the download of a file; null when it is not there, which a page can be ahead of.</summary>
    public async Task<HttpReply?> DownloadAsync(Consignment consignment, IndexFile file, long offset, CancellationToken cancellationToken)
    {
        var site = PythonIndexSite.Of(consignment, rehearsal);
        var message = $"destination {consignment.Destination}: {file.Name} cannot be read back";
        var call = offset > 0 ? HttpCall.Get(file.Url).WithHeader("Range", $"bytes={offset}-") : HttpCall.Get(file.Url);
        var reply = await http.AskAsync(call, message, cancellationToken);
        if (reply.Status is HttpStatusCode.Unauthorized && site.Trusts(file.Url))
        {
            reply.Dispose();
            reply = await http.AskAsync(call with { Credential = await ReaderAsync(site, cancellationToken) }, message, cancellationToken);
        }

        if (reply.IsSuccess)
            return reply;
        using (reply)
        {
            return reply.Status == HttpStatusCode.NotFound ? null : throw (await reply.ToFailureAsync(cancellationToken)).ToDelivery(message);
        }
    }

    private async ValueTask<HttpCredential?> ReaderAsync(PythonIndexSite site, CancellationToken cancellationToken) =>
        credentials is null ? null : await credentials.ReaderAsync(site.Upload, cancellationToken);

    /// <summary>Null for what passes by itself: it says nothing of the address.</summary>
    private static string? HintFor(HttpStatusCode status, Consignment consignment) => status switch
    {
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => $"the index shows {PythonIndexSite.PackageOf(consignment)} to nobody without the right credential: check that of destination {consignment.Destination}",
        HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError => null,
        _ => AddressHint(consignment),
    };

    private static string AddressHint(Consignment consignment) => $"check 'index' of destination {consignment.Destination}: it ends in /simple/";

    public async Task<ArtifactDownload?> OpenAsync(Consignment consignment, string artifact, long offset, CancellationToken cancellationToken) =>
        await FindAsync(consignment, artifact, cancellationToken) is { } file
        && await DownloadAsync(consignment, file, offset, cancellationToken) is { } reply
            ? new ArtifactDownload(reply)
            : null;
}
