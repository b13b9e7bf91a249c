using System.Collections.Immutable;
using Drayage.Ecosystems.Python.Publishing.Attestations;
using Drayage.Model.Delivery;
using Drayage.Pipeline.Publishing;
using Drayage.Platform.Http;

namespace Drayage.Ecosystems.Python.Publishing;

/// <summary>Uploads one file, and judges the index's answer.</summary>
internal sealed class PythonUpload(PublisherContext context, PythonIndexCredentials credentials, IndexPages pages)
{
    public async Task SendAsync(Consignment consignment, Effect.Put put, IContentSource content, CancellationToken cancellationToken)
    {
        var site = PythonIndexSite.Of(consignment, context.Rehearsal?.Address);
        var (file, digests) = await DescribeAsync(put.Name, content, cancellationToken);
        var attestations = await AttestationFiles.ReadAsync(consignment, context.Client.Directory, put.Name, digests.Sha256, cancellationToken);
        var fields = UploadForm.Fields(file, digests, attestations).ToImmutableArray();
        var message = $"destination {consignment.Destination}: {put.Name} was not taken";
        var credential = await credentials.OfAsync(site.Upload, cancellationToken);
        using var reply = await context.Http.AskAsync(Call(site, credential, () => UploadForm.Make(fields, put.Name, content.Open(put.Name))), message, cancellationToken);
        if (reply.IsSuccess)
            return;
        var failure = await reply.ToFailureAsync(cancellationToken);
        if (UploadRefusals.SaysExists(failure))
            await RequireSameAsync(consignment, put.Name, digests, failure, cancellationToken);
        else if (credential.IsExchanged && UploadRefusals.SaysNoToken(failure) && credentials.Trusted.Forget())
            throw new DeliveryException(DeliveryFailure.Transient, message, $"the token for the job's identity is over: {failure.Describe()}", "a new one is asked for; go on with: drayage resume");
        else
            throw UploadRefusals.Explain(consignment, put.Name, failure, credential);
    }

    /// <summary>Sends a form that an index refuses for its content, once it has accepted the sender.</summary>
    public Task<HttpReply> TryAsync(Consignment consignment, PythonIndexSite site, PythonIndexCredential credential, CancellationToken cancellationToken) => context.Http.FetchAsync(
        Call(site, credential, UploadForm.MakeEmpty), IndexPages.LargestPage, $"destination {consignment.Destination}: {site.Upload} cannot be asked", cancellationToken);

    /// <summary>The name is taken. The refusal may say by which bytes; else the index's page does, once it shows them.</summary>
    private async Task RequireSameAsync(Consignment consignment, string name, UploadDigests ours, HttpFailure failure, CancellationToken cancellationToken)
    {
        if (failure.Describe().Contains(ours.Blake2b256, StringComparison.OrdinalIgnoreCase))
            return;
        var held = (await pages.FindAsync(consignment, name, cancellationToken))?.Sha256;
        if (held == ours.Sha256)
            return;
        throw held is null && !UploadRefusals.NamesDigest(failure)
            ? new DeliveryException(
                DeliveryFailure.Transient, $"destination {consignment.Destination}: {name} is there, and not to be seen yet", failure.Describe(), "wait for the index's pages and run: drayage resume")
            : UploadRefusals.Conflict(consignment, name, failure, held, ours);
    }

    private static async Task<(DistributionFile File, UploadDigests Digests)> DescribeAsync(string name, IContentSource content, CancellationToken cancellationToken)
    {
        await using var stream = content.Open(name);
        var file = await DistributionFile.ReadAsync(name, stream, cancellationToken);
        await using var again = content.Open(name);
        return (file, await UploadDigests.OfAsync(again, cancellationToken));
    }

    private static HttpCall Call(PythonIndexSite site, PythonIndexCredential credential, Func<HttpContent> form) => new()
    {
        Method = HttpMethod.Post,
        Uri = site.Upload,
        Credential = credential.Http,
        Content = form,
        Repeatable = false,
    };
}
