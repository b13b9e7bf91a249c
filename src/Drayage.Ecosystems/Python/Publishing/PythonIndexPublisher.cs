using System.Collections.Immutable;
using System.Security.Cryptography;
using Drayage.Ecosystems.Python.Publishing.Attestations;
using Drayage.Model;
using Drayage.Model.Delivery;
using Drayage.Pipeline.Publishing;
using Drayage.Pipeline.Publishing.Preflight;
using Drayage.Pipeline.Publishing.Withdrawing;

namespace Drayage.Ecosystems.Python.Publishing;

/// <summary>
/// Uploads to a Python index and looks for the files in its simple repository API. What an index has taken stays for ever, so nothing
/// is reversible.
/// </summary>
internal sealed class PythonIndexPublisher : IPublisher, IWithdrawing
{
    private readonly PublisherContext context;
    private readonly IndexPages pages;
    private readonly ServedProvenance provenance;
    private readonly PythonUpload? upload;
    private readonly PythonIndexPreflight? preflight;

    /// <param name="context">What it works with.</param>
    /// <param name="credentials">Null for one that only reads.</param>
    public PythonIndexPublisher(PublisherContext context, PythonIndexCredentials? credentials)
    {
        this.context = context;
        pages = new IndexPages(context.Http, credentials, context.Rehearsal?.Address);
        provenance = new ServedProvenance(context.Http);
        if (credentials is null)
            return;
        upload = new PythonUpload(context, credentials, pages);
        preflight = new PythonIndexPreflight(context, credentials, pages, upload);
    }

    public bool IsReversible => false;

    // The first upload of a version makes the release, and two first ones at once can meet there.
    public int Concurrency => 1;

    public Task<PreflightReport> PreflightAsync(Consignment consignment, CancellationToken cancellationToken) =>
        Able(preflight).AskAsync(consignment, cancellationToken);

    /// <summary>Indexes have no interface for yanking: a person does it, and the index shows whether it is done.</summary>
    public async Task<WithdrawalPlan> PlanWithdrawalAsync(Consignment consignment, WithdrawalContext context, CancellationToken cancellationToken) =>
        PythonIndexWithdrawal.Plan(consignment, await pages.FilesAsync(consignment, cancellationToken) ?? []);

    public async Task<Probe> ProbeAsync(Consignment consignment, Effect effect, IContentSource content, CancellationToken cancellationToken)
    {
        var put = PutOf(effect);
        var expected = Expected(put, content);
        return await pages.FindAsync(consignment, put.Name, cancellationToken) switch
        {
            null => new Probe.Absent(),
            { Sha256: null } untold => await CompareAsync(consignment, untold, expected, cancellationToken),
            { } file when file.Sha256 == expected => Same(file, expected),
            { } file => new Probe.Different($"sha256:{file.Sha256}", MayMove: false),
        };
    }

    public Task SendAsync(Consignment consignment, Effect effect, IContentSource content, CancellationToken cancellationToken) =>
        Able(upload).SendAsync(consignment, PutOf(effect), content, cancellationToken);

    public Task<Probe> ReadBackAsync(Consignment consignment, Effect effect, IContentSource content, CancellationToken cancellationToken) =>
        ReadBackAsync(consignment, PutOf(effect), content, sent: [], cancellationToken);

    /// <summary>Reads back, attestations and all: those that were sent must be those that are served.</summary>
    public async Task<Probe> ConfirmAsync(Consignment consignment, Effect effect, IContentSource content, CancellationToken cancellationToken)
    {
        var put = PutOf(effect);
        var sent = await AttestationFiles.ReadAsync(consignment, context.Client.Directory, put.Name, Expected(put, content), cancellationToken);
        return await ReadBackAsync(consignment, put, content, sent, cancellationToken);
    }

    private async Task<Probe> ReadBackAsync(Consignment consignment, Effect.Put put, IContentSource content, ImmutableArray<Attestation> sent, CancellationToken cancellationToken)
    {
        if (await pages.FindAsync(consignment, put.Name, cancellationToken) is not { } file)
            return new Probe.Absent();
        var expected = Expected(put, content);
        var seen = await CompareAsync(consignment, file, expected, cancellationToken);
        if (seen is Probe.Same && consignment.Options.ContainsKey(PythonIndexDestination.AttestationsOption))
            await provenance.RequireAsync(consignment, file, expected, sent, cancellationToken);
        return seen;
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

    private static string Expected(Effect.Put put, IContentSource content) => (put.Digest ?? content.DigestOf(put.Name)).Hex;

    private static Probe.Same Same(IndexFile file, string sha256) =>
        new($"{Digest.Sha256}:{sha256}", new UriBuilder(file.Url) { Fragment = "" }.Uri.AbsoluteUri);

    private static Effect.Put PutOf(Effect effect) => effect as Effect.Put
        ?? throw new InvalidOperationException($"a Python index knows no '{effect.Key}'");

    private static T Able<T>(T? part)
        where T : class => part ?? throw new InvalidOperationException("a publisher without credentials only reads");
}
