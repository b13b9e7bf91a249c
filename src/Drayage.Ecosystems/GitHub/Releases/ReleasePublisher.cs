using Drayage.Ecosystems.GitHub.Interface;
using Drayage.Ecosystems.GitHub.Tags;
using Drayage.Model.Delivery;
using Drayage.Pipeline.Publishing;
using Drayage.Pipeline.Publishing.Preflight;
using Drayage.Pipeline.Publishing.Withdrawing;

namespace Drayage.Ecosystems.GitHub.Releases;

/// <summary>
/// Delivers to GitHub releases: a draft is opened, filled and published last, which is the only order that immutable releases allow.
/// Until then everything can be taken back.
/// </summary>
internal sealed class ReleasePublisher(GitHubClient client, GitHubPreflight preflight, Uri? rehearsal) : IPublisher
{
    /// <summary>The name that moves: the release becomes visible and its tag is made.</summary>
    public const string Published = "published";

    private readonly ReleaseFinder finder = new(client);
    private readonly ReleaseAssets assets = new(client);
    private readonly TaggedCommit tags = new(client);

    public bool IsReversible => true;

    public int Concurrency => 4;

    public Uri? LocationOf(Consignment consignment, string artifactName)
    {
        var site = Site(consignment);
        return site.Place.Download(site.Options.Tag, artifactName);
    }

    public async Task<PreflightReport> PreflightAsync(Consignment consignment, CancellationToken cancellationToken)
    {
        var site = Site(consignment);
        var report = await preflight.RunAsync(consignment, site.Place, site.Options.Commit, cancellationToken);
        if (!report.IsReady)
            return report;
        var message = $"destination {consignment.Destination}: release {site.Options.Tag} cannot be read";
        var release = await finder.FindAsync(consignment, site, message, cancellationToken);
        return report.With(await ProbeOpenAsync(release, site, message, cancellationToken) switch
        {
            Probe.Different { MayMove: false } other => PreflightFinding.Refused(PreflightSubject.Version, $"there is {other.Found}"),
            Probe.Different other => PreflightFinding.Good(PreflightSubject.Version, $"there is {other.Found}, which is taken over"),
            Probe.Same same => PreflightFinding.Unknown(PreflightSubject.Version, $"release {site.Options.Tag} is there ({same.Evidence}); whether with the same files shows when they are built"),
            Probe.Unknown unknown => PreflightFinding.Unknown(PreflightSubject.Version, unknown.Reason),
            _ => PreflightFinding.Good(PreflightSubject.Version, $"release {site.Options.Tag} is free"),
        });
    }

    public Task<WithdrawalPlan> PlanWithdrawalAsync(Consignment consignment, CancellationToken cancellationToken) =>
        Withdrawal.PlanAsync(consignment, Site(consignment), cancellationToken);

    public async Task<Probe> ProbeAsync(Consignment consignment, Effect effect, IContentSource content, CancellationToken cancellationToken)
    {
        var site = Site(consignment);
        if (effect is Effect.Withdraw)
            return await Withdrawal.ProbeAsync(consignment, site, cancellationToken);
        var message = $"destination {consignment.Destination}: release {site.Options.Tag} cannot be read";
        var release = await finder.FindAsync(consignment, site, message, cancellationToken);
        return effect switch
        {
            Effect.Open => await ProbeOpenAsync(release, site, message, cancellationToken),
            Effect.Put put when release is not null => await assets.ProbeAsync(release, put, put.Name, content, message, cancellationToken),
            Effect.Point { Name: Published } when release is { Draft: false } => await ProbePublishedAsync(release, site, message, cancellationToken),
            _ => new Probe.Absent(),
        };
    }

    public async Task SendAsync(Consignment consignment, Effect effect, IContentSource content, CancellationToken cancellationToken)
    {
        var site = Site(consignment);
        if (effect is Effect.Withdraw)
        {
            await Withdrawal.SendAsync(consignment, site, cancellationToken);
            return;
        }

        var message = $"destination {consignment.Destination}: {effect.Key} of release {site.Options.Tag} was refused";
        if (effect is Effect.Open or Effect.Put)
            ReleaseLimits.Require(consignment, message);
        var release = await finder.FindAsync(consignment, site, message, cancellationToken);
        switch (effect)
        {
            case Effect.Open:
                finder.Remember(consignment, await OpenAsync(release, site, message, cancellationToken));
                return;
            case Effect.Put put when release is not null:
                await assets.SendAsync(release, site, put, put.Name, content, message, cancellationToken);
                return;
            case Effect.Point { Name: Published } when release is not null:
                await PublishAsync(release, site, message, cancellationToken);
                return;
            default:
                throw new DeliveryException(
                    DeliveryFailure.Refused, message, "its draft is gone from GitHub", "move the journal aside and run: drayage resume (a draft is then made anew)");
        }
    }

    public async Task<Probe> ReadBackAsync(Consignment consignment, Effect effect, IContentSource content, CancellationToken cancellationToken)
    {
        if (effect is not Effect.Put put)
            return await ProbeAsync(consignment, effect, content, cancellationToken);
        var site = Site(consignment);
        var message = $"destination {consignment.Destination}: {put.Name} of release {site.Options.Tag} cannot be read back";
        return await finder.FindAsync(consignment, site, message, cancellationToken) is { } release
            ? await assets.ReadBackAsync(release, put, put.Name, content, message, cancellationToken)
            : new Probe.Absent();
    }

    private ReleaseWithdrawal Withdrawal => new(client, finder);

    private ReleaseSite Site(Consignment consignment) => ReleaseSite.Of(consignment, rehearsal);

    private async Task<Probe> ProbeOpenAsync(ReleaseDocument? release, ReleaseSite site, string message, CancellationToken cancellationToken)
    {
        if (release is { Draft: false })
            return await ProbePublishedAsync(release, site, message, cancellationToken);
        var tagged = await tags.FindAsync(site.Place, site.Options.Tag, message, cancellationToken);
        if (tagged is not null && tagged != site.Options.Commit)
            return Elsewhere(site, tagged);
        return release switch
        {
            null => new Probe.Absent(),
            _ when tagged is not null || release.TargetCommitish == site.Options.Commit => new Probe.Same($"draft {release.Id}", release.HtmlUrl),
            _ => new Probe.Different($"a draft for {release.TargetCommitish}", MayMove: true),
        };
    }

    private async Task<Probe> ProbePublishedAsync(ReleaseDocument release, ReleaseSite site, string message, CancellationToken cancellationToken) =>
        await tags.FindAsync(site.Place, site.Options.Tag, message, cancellationToken) switch
        {
            null => new Probe.Unknown($"release {site.Options.Tag} is published and its tag is not to be seen"),
            { } commit when commit == site.Options.Commit => new Probe.Same($"published at commit {commit}", release.HtmlUrl),
            { } other => Elsewhere(site, other),
        };

    private static Probe.Different Elsewhere(ReleaseSite site, string commit) =>
        new($"tag {site.Options.Tag} at commit {commit}, not {site.Options.Commit}", MayMove: false);

    private Task<ReleaseDocument> OpenAsync(ReleaseDocument? release, ReleaseSite site, string message, CancellationToken cancellationToken)
    {
        var options = site.Options;
        var draft = new ReleaseRequest
        {
            TagName = options.Tag,
            TargetCommitish = options.Commit,
            Name = options.Title,
            Body = options.Notes,
            Draft = true,
            Prerelease = options.IsPreRelease,
            GenerateReleaseNotes = options.GeneratesNotes && release is null ? true : null,
        };
        return release is null
            ? client.WriteAsync(HttpMethod.Post, site.Place.Releases, draft, message, cancellationToken)
            : client.WriteAsync(HttpMethod.Patch, site.Place.Release(release.Id), draft, message, cancellationToken);
    }

    private async Task PublishAsync(ReleaseDocument release, ReleaseSite site, string message, CancellationToken cancellationToken)
    {
        // A tag may have been pushed since the draft was opened, and publishing would take it as it is.
        if (await tags.FindAsync(site.Place, site.Options.Tag, message, cancellationToken) is { } tagged && tagged != site.Options.Commit)
        {
            throw new DeliveryException(
                DeliveryFailure.Conflict, message, Elsewhere(site, tagged).Found, "a tag that names another commit is another release: take it away, or release a new version");
        }

        var publish = new ReleaseRequest
        {
            TagName = site.Options.Tag,
            TargetCommitish = site.Options.Commit,
            Draft = false,
            Prerelease = site.Options.IsPreRelease,
            MakeLatest = site.Options.IsLatest ? "true" : "false",
        };
        await client.WriteAsync(HttpMethod.Patch, site.Place.Release(release.Id), publish, message, cancellationToken);
    }
}
