using Drayage.Ecosystems.Cargo.Publishing.Index;
using Drayage.Model;
using Drayage.Model.Delivery;
using Drayage.Pipeline.Publishing;
using Drayage.Pipeline.Publishing.Preflight;
using Drayage.Pipeline.Publishing.Withdrawing;

namespace Drayage.Ecosystems.Cargo.Publishing;

/// <summary>
/// Publishes crates and looks for them in the registry's index, where cargo looks too. What a registry has taken stays for ever, so
/// nothing is reversible; a version can be yanked.
/// </summary>
internal sealed class CratesPublisher : IPublisher, IWithdrawing
{
    private readonly SparseIndex index;
    private readonly CratesUpload? upload;
    private readonly CratesWithdrawal? withdrawal;
    private readonly CratesPreflight? preflight;

    /// <param name="context">What it works with.</param>
    /// <param name="credentials">Null for one that only reads.</param>
    public CratesPublisher(PublisherContext context, CratesCredentials? credentials)
    {
        index = new SparseIndex(context.Http, credentials, context.Rehearsal?.Address);
        if (credentials is null)
            return;
        upload = new CratesUpload(context, credentials, index);
        withdrawal = new CratesWithdrawal(context, credentials, index);
        preflight = new CratesPreflight(context, credentials, index);
    }

    public bool IsReversible => false;

    public int Concurrency => 1;

    /// <summary>One at a time: when a registry asks for a pause, all others would run into the same refusal and use up their tries.</summary>
    public DeliveryLimits Limits { get; } = new() { Concurrent = 1 };

    public Task<PreflightReport> PreflightAsync(Consignment consignment, CancellationToken cancellationToken) =>
        Able(preflight).AskAsync(consignment, cancellationToken);

    public Task<WithdrawalPlan> PlanWithdrawalAsync(Consignment consignment, WithdrawalContext context, CancellationToken cancellationToken) =>
        Able(withdrawal).PlanAsync(consignment, cancellationToken);

    public async Task<Probe> ProbeAsync(Consignment consignment, Effect effect, IContentSource content, CancellationToken cancellationToken)
    {
        var entry = await index.FindAsync(consignment, cancellationToken);
        if (effect is Effect.Withdraw)
            return CratesWithdrawal.Probe(entry);
        var put = PutOf(effect);
        return entry is null ? new Probe.Absent() : await CompareAsync(consignment, entry.Digest, entry, put.Digest ?? content.DigestOf(put.Name), cancellationToken);
    }

    public Task SendAsync(Consignment consignment, Effect effect, IContentSource content, CancellationToken cancellationToken) => effect is Effect.Withdraw
        ? Able(withdrawal).SendAsync(consignment, cancellationToken)
        : Able(upload).SendAsync(consignment, PutOf(effect), content, cancellationToken);

    public async Task<Probe> ReadBackAsync(Consignment consignment, Effect effect, IContentSource content, CancellationToken cancellationToken)
    {
        var entry = await index.FindAsync(consignment, cancellationToken);
        if (effect is Effect.Withdraw)
            return CratesWithdrawal.Probe(entry);
        var put = PutOf(effect);
        if (entry is null)
            return new Probe.Absent();
        using var reply = await index.DownloadAsync(consignment, entry.Version, entry.Checksum, offset: 0, cancellationToken);
        if (reply is null)
            return new Probe.Absent();
        var served = await CrateDigest.OfAsync(consignment, reply, cancellationToken);
        return await CompareAsync(consignment, served, entry, put.Digest ?? content.DigestOf(put.Name), cancellationToken);
    }

    /// <summary>The registry computed the checksum in its index from what it took. Dependents can be built once it stands there.</summary>
    public Task<Probe> ConfirmAsync(Consignment consignment, Effect effect, IContentSource content, CancellationToken cancellationToken) =>
        ProbeAsync(consignment, effect, content, cancellationToken);

    private async Task<Probe> CompareAsync(Consignment consignment, string held, IndexEntry entry, Digest ours, CancellationToken cancellationToken) => held == ours.ToString()
        ? new Probe.Same(held, (await index.DownloadOfAsync(consignment, entry.Version, entry.Checksum, cancellationToken)).AbsoluteUri)
        : new Probe.Different(held, MayMove: false);

    private static Effect.Put PutOf(Effect effect) => effect as Effect.Put
        ?? throw new InvalidOperationException($"a crate registry knows no '{effect.Key}'");

    private static T Able<T>(T? part)
        where T : class => part ?? throw new InvalidOperationException("a publisher without credentials only reads");
}
