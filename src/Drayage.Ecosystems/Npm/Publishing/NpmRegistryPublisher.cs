using System.Security.Cryptography;
using Drayage.Model;
using Drayage.Model.Delivery;
using Drayage.Pipeline.Publishing;
using Drayage.Pipeline.Publishing.Preflight;
using Drayage.Pipeline.Publishing.Withdrawing;
using Drayage.Platform.Http;

namespace Drayage.Ecosystems.Npm.Publishing;

/// <summary>
/// Publishes to an npm registry. A put sends the version under a dist-tag that nobody installs by, the point moves the dist-tag that
/// people do. What a registry has taken stays, so nothing is reversible.
/// </summary>
/// <param name="credentials">Null for a stranger, of whom only probes and read-backs are asked.</param>
internal sealed class NpmRegistryPublisher(PublisherContext context, NpmCredentials? credentials) : IPublisher, IWithdrawing
{
    private readonly PackumentReader packuments = new(context, credentials);

    public bool IsReversible => false;

    public int Concurrency => 1;

    private NpmCredentials Credentials => credentials ?? throw new InvalidOperationException("a stranger sends nothing");

    public Task<PreflightReport> PreflightAsync(Consignment consignment, CancellationToken cancellationToken) =>
        new NpmPreflight(consignment, context, Credentials, packuments).RunAsync(cancellationToken);

    public async Task<WithdrawalPlan> PlanWithdrawalAsync(Consignment consignment, WithdrawalContext known, CancellationToken cancellationToken) =>
        NpmWithdrawal.Plan(consignment, await packuments.FindFreshAsync(consignment, cancellationToken));

    public async Task<Probe> ProbeAsync(Consignment consignment, Effect effect, IContentSource content, CancellationToken cancellationToken)
    {
        var packument = await packuments.FindAsync(consignment, cancellationToken);
        return effect switch
        {
            Effect.Put put => await ProbeAsync(consignment, put, packument, content, cancellationToken),
            Effect.Point point => DistTagPoint.LookAsPublisher(consignment, point, packument),
            Effect.Withdraw withdrawn => NpmWithdrawal.Look(consignment, withdrawn, packument),
            _ => throw Unknown(effect),
        };
    }

    public Task SendAsync(Consignment consignment, Effect effect, IContentSource content, CancellationToken cancellationToken) => effect switch
    {
        Effect.Put put => PutAsync(consignment, put, content, cancellationToken),
        Effect.Point point => new RegistryWrites(consignment, context, Credentials, packuments).PointAsync(point, cancellationToken),
        Effect.Withdraw withdrawn => new RegistryWrites(consignment, context, Credentials, packuments).WithdrawAsync(withdrawn, cancellationToken),
        _ => throw Unknown(effect),
    };

    public async Task<Probe> ReadBackAsync(Consignment consignment, Effect effect, IContentSource content, CancellationToken cancellationToken)
    {
        var packument = await packuments.FindAsync(consignment, cancellationToken);
        return effect switch
        {
            Effect.Put put when packument?.Versions.GetValueOrDefault(consignment.Version) is { } version =>
                await CompareAsync(consignment, version, put.Digest ?? content.DigestOf(put.Name), cancellationToken),
            Effect.Put => new Probe.Absent(),
            Effect.Point point => DistTagPoint.Look(consignment, point, packument),
            Effect.Withdraw withdrawn => NpmWithdrawal.Look(consignment, withdrawn, packument),
            _ => throw Unknown(effect),
        };
    }

    private async Task<Probe> ProbeAsync(Consignment consignment, Effect.Put put, Packument? packument, IContentSource content, CancellationToken cancellationToken)
    {
        if (packument?.Versions.GetValueOrDefault(consignment.Version) is not { } version)
        {
            return packument?.Used.Contains(consignment.Version) == true
                ? throw new DeliveryException(
                    DeliveryFailure.Refused,
                    $"destination {consignment.Destination}: {NpmSite.PackageOf(consignment)} {consignment.Version} was unpublished",
                    $"{consignment.Address} lists when it was published, and not the version itself",
                    "such a version can never be published again: release a new version")
                : new Probe.Absent();
        }

        if (version.Sha512Hex is { } stated && stated == await PackageFile.Sha512Async(put.Name, content, cancellationToken))
            return new Probe.Same(version.Integrity!, version.Tarball.AbsoluteUri);
        // Fetched and hashed, so that the conflict is told by digests that both sides can be looked up by.
        return await CompareAsync(consignment, version, put.Digest ?? content.DigestOf(put.Name), cancellationToken);
    }

    private async Task<Probe> CompareAsync(Consignment consignment, PublishedVersion version, Digest expected, CancellationToken cancellationToken)
    {
        using var reply = await packuments.DownloadAsync(consignment, version, offset: 0, cancellationToken);
        if (reply is null)
            return new Probe.Absent();
        await using var body = await reply.OpenBodyAsync(cancellationToken);
        var served = Digest.FromHash(Digest.Sha256, await SHA256.HashDataAsync(body, cancellationToken));
        return served == expected ? new Probe.Same(served.ToString(), version.Tarball.AbsoluteUri) : new Probe.Different(served.ToString(), MayMove: false);
    }

    private async Task PutAsync(Consignment consignment, Effect.Put put, IContentSource content, CancellationToken cancellationToken)
    {
        var site = NpmSite.Of(consignment, context.Rehearsal?.Address);
        var credential = await Credentials.OfAsync(site, cancellationToken);
        var file = await PackageFile.ReadAsync(put.Name, content, cancellationToken);
        var provenance = await ProvenanceBundle.ReadAsync(consignment, context.Client.Directory, file, cancellationToken);
        var document = PublishDocument.Make(consignment, site, file, credential.MayMoveTags ? DistTagPoint.Staging : DistTagPoint.Of(consignment));
        var call = new HttpCall
        {
            Method = HttpMethod.Put,
            Uri = site.Package,
            Credential = credential.Http,
            Content = () => new PublishContent(document, $"{site.Name}-{consignment.Version}.tgz", file.Size, () => content.Open(put.Name), provenance),
            Repeatable = false,
        };
        using var reply = await context.Http.AskAsync(call, $"destination {consignment.Destination}: {put.Name} was not taken", cancellationToken);
        if (reply.IsSuccess)
            return;
        var failure = await reply.ToFailureAsync(cancellationToken);
        if (PublishRefusals.SaysExists(failure))
            await SettleAsync(consignment, put, content, failure, cancellationToken);
        else
            throw PublishRefusals.Explain(consignment, put.Name, reply, failure);
    }

    /// <summary>Somebody was faster, or the packument lagged behind when it was looked at. The very bytes there are what was asked for.</summary>
    private async Task SettleAsync(Consignment consignment, Effect.Put put, IContentSource content, HttpFailure refused, CancellationToken cancellationToken)
    {
        switch (await ProbeAsync(consignment, put, await packuments.FindFreshAsync(consignment, cancellationToken), content, cancellationToken))
        {
            case Probe.Same:
                return;
            case Probe.Different different:
                throw new DeliveryException(
                    DeliveryFailure.Conflict,
                    $"destination {consignment.Destination}: {put.Name} of version {consignment.Version} is already there with other bytes",
                    $"{consignment.Address} holds {different.Found}, this release has {put.Digest ?? content.DigestOf(put.Name)} ({refused.Describe()})",
                    "published bytes are never overwritten: release a new version, or rebuild the commit that was published");
            default:
                throw new DeliveryException(
                    DeliveryFailure.Transient,
                    $"destination {consignment.Destination}: {put.Name} was refused as if it were there, and it is not to be seen",
                    refused.Describe(),
                    "the registry's index may lag behind; go on with: drayage resume",
                    refused.RetryAfter);
        }
    }

    private static InvalidOperationException Unknown(Effect effect) => new($"an npm registry knows no '{effect.Key}'");
}
