using System.Net;
using Drayage.Ecosystems.DotNet.Publishing.Feeds;
using Drayage.Model.Delivery;
using Drayage.Pipeline.Publishing;
using Drayage.Pipeline.Publishing.Preflight;
using Drayage.Pipeline.Publishing.Withdrawing;
using Drayage.Platform.Http;

namespace Drayage.Ecosystems.DotNet.Publishing;

/// <summary>
/// Pushes to a NuGet feed and looks for the packages where clients fetch them. A version that a feed has taken can be hidden and never
/// replaced, so nothing is reversible.
/// </summary>
internal sealed class NuGetPublisher(NuGetFeed feed, NuGetCredentials credentials, HttpPipeline http) : IPublisher, IWithdrawing
{
    private readonly PackageComparison comparison = new(feed);
    private readonly NuGetWithdrawal withdrawal = new(feed);

    public bool IsReversible => false;

    public int Concurrency => 1;

    /// <summary>The public gallery examines packages, some for half an hour, before it serves them.</summary>
    public int Lag => 6;

    public async Task<PreflightReport> PreflightAsync(Consignment consignment, CancellationToken cancellationToken)
    {
        var site = await feed.SiteOfAsync(consignment, cancellationToken);
        if (consignment.Options.ContainsKey(PackageName.SymbolsOption))
            return new PreflightReport(NuGetPreflight.Symbols(consignment, site));
        var versions = await feed.VersionsAsync(consignment, cancellationToken);
        var owners = versions is null ? [] : await feed.OwnersAsync(consignment, cancellationToken);
        using var reply = await http.FetchAsync(
            Push(site, site.Push, PushForm.MakeEmpty), NuGetFeed.LargestDocument, $"destination {consignment.Destination}: {site.Push} cannot be asked", cancellationToken);
        return new(
        [
            PreflightFinding.Good(PreflightSubject.Reach, $"{site.Index.Authority} answers"),
            .. NuGetPreflight.Version(consignment, versions),
            .. NuGetPreflight.Owners(consignment, owners, credentials.TrustedPublisher),
            reply.Status is HttpStatusCode.BadRequest || reply.IsSuccess
                ? PreflightFinding.Good(PreflightSubject.Credential, $"{site.Push.Authority} accepts the key (an empty form was refused for its content only)")
                : PreflightFinding.Of(PreflightSubject.Credential, PushRefusals.Explain(consignment, "a trial form", await reply.ToFailureAsync(cancellationToken))),
        ]);
    }

    public Task<WithdrawalPlan> PlanWithdrawalAsync(Consignment consignment, WithdrawalContext context, CancellationToken cancellationToken) =>
        withdrawal.PlanAsync(consignment, cancellationToken);

    public Task<Probe> ProbeAsync(Consignment consignment, Effect effect, IContentSource content, CancellationToken cancellationToken) =>
        LookAsync(consignment, effect, content, content, cancellationToken);

    public Task<Probe> ConfirmAsync(Consignment consignment, Effect effect, IContentSource content, CancellationToken cancellationToken) =>
        LookAsync(consignment, effect, content, content, cancellationToken);

    public Task<Probe> ReadBackAsync(Consignment consignment, Effect effect, IContentSource content, CancellationToken cancellationToken) =>
        LookAsync(consignment, effect, content, own: null, cancellationToken);

    public async Task SendAsync(Consignment consignment, Effect effect, IContentSource content, CancellationToken cancellationToken)
    {
        var site = await feed.SiteOfAsync(consignment, cancellationToken);
        var package = PackageName.Of(consignment);
        var (call, what) = effect switch
        {
            Effect.Put put => (Push(site, AddressOf(consignment, put, site), () => PushForm.Make(content.Open(put.Name))), put.Name),
            Effect.Withdraw => (new HttpCall { Method = HttpMethod.Delete, Uri = site.Published(package), Credential = credentials.KeyOf(site), Repeatable = false }, $"unlisting {package}"),
            _ => throw new InvalidOperationException($"a NuGet feed knows no '{effect.Key}'"),
        };
        using var reply = await http.AskAsync(call, $"destination {consignment.Destination}: {what} was not taken", cancellationToken);
        if (reply.IsSuccess)
            return;
        var failure = await reply.ToFailureAsync(cancellationToken);
        // A version that the feed has and does not serve yet may well be this one, sent before. What is served in the end decides.
        if (effect is Effect.Put && PushRefusals.SaysExists(failure))
            return;
        throw PushRefusals.Explain(consignment, what, failure);
    }

    /// <param name="consignment">Where to look.</param>
    /// <param name="effect">What for.</param>
    /// <param name="content">Knows the digests.</param>
    /// <param name="own">The released bytes themselves; null for a stranger.</param>
    /// <param name="cancellationToken">Ends looking.</param>
    private async Task<Probe> LookAsync(Consignment consignment, Effect effect, IContentSource content, IContentSource? own, CancellationToken cancellationToken)
    {
        if (effect is Effect.Withdraw)
            return await withdrawal.ProbeAsync(consignment, cancellationToken);
        var put = effect as Effect.Put ?? throw new InvalidOperationException($"a NuGet feed knows no '{effect.Key}'");
        // The list of versions is small, and a download that is not there yet can be remembered as missing on its way.
        if (!PackageName.IsSymbols(put.Name)
            && await feed.VersionsAsync(consignment, cancellationToken) is var versions
            && versions?.Contains(PackageName.Of(consignment).LowerVersion) is not true)
            return new Probe.Absent();
        return await comparison.CompareAsync(consignment, put, put.Digest ?? content.DigestOf(put.Name), own, cancellationToken);
    }

    private HttpCall Push(FeedSite site, Uri address, Func<HttpContent> form) => new HttpCall
    {
        Method = HttpMethod.Put,
        // As the official client writes it.
        Uri = new Uri($"{address.AbsoluteUri.TrimEnd('/')}/"),
        Credential = credentials.KeyOf(site),
        Content = form,
        Repeatable = false,
    }.WithHeader(PushForm.ProtocolHeader, PushForm.Protocol);

    private static Uri AddressOf(Consignment consignment, Effect.Put put, FeedSite site)
    {
        if (!PackageName.IsSymbols(put.Name))
            return site.Push;
        return site.Symbols ?? throw new DeliveryException(
            DeliveryFailure.Refused,
            $"destination {consignment.Destination}: {put.Name} was not taken",
            $"{site.Index} names no SymbolPackagePublish: the feed takes no symbol packages",
            $"write symbols: false into destination {consignment.Destination}");
    }
}
