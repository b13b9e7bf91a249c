using System.Collections.Immutable;
using System.Net;
using System.Security.Cryptography;
using Drayage.Model;
using Drayage.Model.Delivery;
using Drayage.Pipeline.Publishing;
using Drayage.Pipeline.Publishing.Preflight;
using Drayage.Pipeline.Publishing.Withdrawing;
using Drayage.Platform.Http;

namespace Drayage.Ecosystems.Python.Publishing;

/// <summary>
/// Uploads to a Python index and looks for the files in its simple repository API. What an index has taken stays for ever, so nothing
/// is reversible.
/// </summary>
internal sealed class PythonIndexPublisher(HttpPipeline http, HttpCredential? credential, Uri? rehearsal) : IPublisher, IWithdrawing
{
    private readonly IndexPages pages = new(http, credential, rehearsal);

    public bool IsReversible => false;

    // The first upload of a version makes the release, and two first ones at once can meet there.
    public int Concurrency => 1;

    public async Task<PreflightReport> PreflightAsync(Consignment consignment, CancellationToken cancellationToken)
    {
        var site = PythonIndexSite.Of(consignment, rehearsal);
        var files = await pages.FilesAsync(consignment, cancellationToken);
        using var reply = await http.FetchAsync(
            Upload(site, UploadForm.MakeEmpty), IndexPages.LargestPage, $"destination {consignment.Destination}: {site.Upload} cannot be asked", cancellationToken);
        return new(
        [
            PreflightFinding.Good(PreflightSubject.Reach, $"{site.Project.Authority} answers"),
            .. PythonIndexPreflight.Version(consignment, files),
            .. reply.Status is HttpStatusCode.BadRequest || reply.IsSuccess
                ? PythonIndexPreflight.Accepted(site)
                : [PreflightFinding.Of(PreflightSubject.Credential, UploadRefusals.Explain(consignment, "a trial form", await reply.ToFailureAsync(cancellationToken)))],
        ]);
    }

    /// <summary>Indexes have no interface for yanking: a person does it, and the index shows whether it is done.</summary>
    public async Task<WithdrawalPlan> PlanWithdrawalAsync(Consignment consignment, WithdrawalContext context, CancellationToken cancellationToken) =>
        PythonIndexWithdrawal.Plan(consignment, await pages.FilesAsync(consignment, cancellationToken) ?? []);

    public async Task<Probe> ProbeAsync(Consignment consignment, Effect effect, IContentSource content, CancellationToken cancellationToken)
    {
        var put = PutOf(effect);
        var expected = (put.Digest ?? content.DigestOf(put.Name)).Hex;
        return await pages.FindAsync(consignment, put.Name, cancellationToken) switch
        {
            null => new Probe.Absent(),
            { Sha256: null } untold => await CompareAsync(consignment, untold, expected, cancellationToken),
            { } file when file.Sha256 == expected => Same(file, expected),
            { } file => new Probe.Different($"sha256:{file.Sha256}", MayMove: false),
        };
    }

    public async Task SendAsync(Consignment consignment, Effect effect, IContentSource content, CancellationToken cancellationToken)
    {
        var put = PutOf(effect);
        var site = PythonIndexSite.Of(consignment, rehearsal);
        var (file, digests) = await DescribeAsync(put.Name, content, cancellationToken);
        var fields = UploadForm.Fields(file, digests).ToImmutableArray();
        using var reply = await http.AskAsync(
            Upload(site, () => UploadForm.Make(fields, put.Name, content.Open(put.Name))),
            $"destination {consignment.Destination}: {put.Name} was not taken", cancellationToken);
        if (reply.IsSuccess)
            return;
        var failure = await reply.ToFailureAsync(cancellationToken);
        // The very bytes are there already: what was asked for has come about.
        if (UploadRefusals.SaysExists(failure) && failure.Describe().Contains(digests.Blake2b256, StringComparison.OrdinalIgnoreCase))
            return;
        throw UploadRefusals.Explain(consignment, put.Name, failure);
    }

    public async Task<Probe> ReadBackAsync(Consignment consignment, Effect effect, IContentSource content, CancellationToken cancellationToken)
    {
        var put = PutOf(effect);
        return await pages.FindAsync(consignment, put.Name, cancellationToken) is { } file
            ? await CompareAsync(consignment, file, (put.Digest ?? content.DigestOf(put.Name)).Hex, cancellationToken)
            : new Probe.Absent();
    }

    private static async Task<(DistributionFile File, UploadDigests Digests)> DescribeAsync(string name, IContentSource content, CancellationToken cancellationToken)
    {
        await using var stream = content.Open(name);
        var file = await DistributionFile.ReadAsync(name, stream, cancellationToken);
        await using var again = content.Open(name);
        return (file, await UploadDigests.OfAsync(again, cancellationToken));
    }

    private async Task<Probe> CompareAsync(Consignment consignment, IndexFile file, string expected, CancellationToken cancellationToken)
    {
        using var reply = await pages.DownloadAsync(consignment, file, offset: 0, cancellationToken);
        if (reply is null)
            return new Probe.Absent();
        await using var body = await reply.OpenBodyAsync(cancellationToken);
        var served = Convert.ToHexStringLower(await SHA256.HashDataAsync(body, cancellationToken));
        return served == expected ? Same(file, expected) : new Probe.Different($"sha256:{served}", MayMove: false);
    }

    private HttpCall Upload(PythonIndexSite site, Func<HttpContent> form) => new()
    {
        Method = HttpMethod.Post,
        Uri = site.Upload,
        Credential = credential,
        Content = form,
        Repeatable = false,
    };

    private static Probe.Same Same(IndexFile file, string sha256) =>
        new($"{Digest.Sha256}:{sha256}", new UriBuilder(file.Url) { Fragment = "" }.Uri.AbsoluteUri);

    private static Effect.Put PutOf(Effect effect) => effect as Effect.Put
        ?? throw new InvalidOperationException($"a Python index knows no '{effect.Key}'");
}
