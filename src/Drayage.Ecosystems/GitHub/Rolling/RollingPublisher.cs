using Drayage.Ecosystems.GitHub.Interface;
using Drayage.Ecosystems.GitHub.Releases;
using Drayage.Model.Delivery;
using Drayage.Pipeline.Publishing;
using Drayage.Pipeline.Publishing.Preflight;

namespace Drayage.Ecosystems.GitHub.Rolling;

/// <summary>
/// Replaces the content of one release whose tag moves. New files come beside the old ones, then the tag moves, then title and notes
/// change, and the old files go last. So the release and its tag are there at every moment, with all files of one run or of both.
/// </summary>
internal sealed class RollingPublisher(GitHubClient client, GitHubPreflight preflight, Uri? rehearsal) : IPublisher
{
    /// <summary>The point after which the files of earlier runs are gone.</summary>
    public const string Swept = "swept";

    private readonly ReleaseFinder finder = new(client);
    private readonly ReleaseAssets assets = new(client, replacesBroken: true);
    private readonly RollingTag tag = new(client);

    public bool IsReversible => false;

    public int Concurrency => 4;

    public Uri? LocationOf(Consignment consignment, string artifactName)
    {
        var site = Site(consignment);
        return site.Place.Download(site.Options.Tag, RollingAssets.NameOf(artifactName, site.Options.Commit));
    }

    /// <summary>The points of a rolling release, in their order.</summary>
    public static string[] PointsOf(string tag) => [TagPoint(tag), ReleasePublisher.Published, Swept];

    public async Task<PreflightReport> PreflightAsync(Consignment consignment, CancellationToken cancellationToken)
    {
        var site = Site(consignment);
        var report = await preflight.RunAsync(consignment, site.Place, site.Options.Commit, cancellationToken);
        if (!report.IsReady)
            return report;
        return report.With(await new RollingPreflight(preflight, finder, tag).RunAsync(consignment, site, cancellationToken));
    }

    public async Task<Probe> ProbeAsync(Consignment consignment, Effect effect, IContentSource content, CancellationToken cancellationToken)
    {
        var site = Site(consignment);
        var message = $"destination {consignment.Destination}: rolling release {site.Options.Tag} cannot be read";
        if (effect is Effect.Point { Name: var name } && name == TagPoint(site.Options.Tag))
            return await tag.ProbeAsync(site, message, cancellationToken);
        var release = await finder.FindAsync(consignment, site, message, cancellationToken);
        return effect switch
        {
            Effect.Open => await ProbeOpenAsync(release, site, message, cancellationToken),
            Effect.Put put when release is not null => await assets.ProbeAsync(release, put, NameOf(put, site), content, message, cancellationToken),
            Effect.Point { Name: ReleasePublisher.Published } when release is not null => ProbePublished(release, site),
            Effect.Point { Name: Swept } when release is not null => await ProbeSweptAsync(release, consignment, site, message, cancellationToken),
            _ => new Probe.Absent(),
        };
    }

    public async Task SendAsync(Consignment consignment, Effect effect, IContentSource content, CancellationToken cancellationToken)
    {
        var site = Site(consignment);
        var message = $"destination {consignment.Destination}: {effect.Key} of rolling release {site.Options.Tag} was refused";
        if (effect is Effect.Point { Name: var name } && name == TagPoint(site.Options.Tag))
        {
            await tag.MoveAsync(site, message, cancellationToken);
            return;
        }

        if (effect is Effect.Open or Effect.Put)
            ReleaseLimits.Require(consignment, message);
        var release = await finder.FindAsync(consignment, site, message, cancellationToken);
        switch (effect)
        {
            case Effect.Open when release is null:
                finder.Remember(consignment, await client.WriteAsync(HttpMethod.Post, site.Place.Releases, Request(site, draft: true), message, cancellationToken));
                return;
            case Effect.Put put when release is not null:
                await assets.SendAsync(release, site, put, NameOf(put, site), content, message, cancellationToken);
                return;
            case Effect.Point { Name: ReleasePublisher.Published } when release is not null:
                await client.WriteAsync(HttpMethod.Patch, site.Place.Release(release.Id), Request(site, draft: false), message, cancellationToken);
                return;
            case Effect.Point { Name: Swept } when release is not null:
                foreach (var former in RollingAssets.Former(release, consignment, site.Options))
                    await client.DeleteAsync(site.Place.Asset(former.Id), message, cancellationToken);
                return;
            default:
                throw new DeliveryException(DeliveryFailure.Refused, message, "the release is gone from GitHub", "move the journal aside and run: drayage resume (it is then made anew)");
        }
    }

    public async Task<Probe> ReadBackAsync(Consignment consignment, Effect effect, IContentSource content, CancellationToken cancellationToken)
    {
        if (effect is not Effect.Put put)
            return await ProbeAsync(consignment, effect, content, cancellationToken);
        var site = Site(consignment);
        var message = $"destination {consignment.Destination}: {put.Name} of rolling release {site.Options.Tag} cannot be read back";
        return await finder.FindAsync(consignment, site, message, cancellationToken) is { } release
            ? await assets.ReadBackAsync(release, put, NameOf(put, site), content, message, cancellationToken)
            : new Probe.Absent();
    }

    private static string TagPoint(string tag) => $"refs/tags/{tag}";

    private static string NameOf(Effect.Put put, ReleaseSite site) => RollingAssets.NameOf(put.Name, site.Options.Commit);

    private ReleaseSite Site(Consignment consignment) => ReleaseSite.Of(consignment, rehearsal);

    /// <summary>Before a file is sent: the run of an older commit must not add to the release of a newer one.</summary>
    private async Task<Probe> ProbeOpenAsync(ReleaseDocument? release, ReleaseSite site, string message, CancellationToken cancellationToken)
    {
        if (release is { Immutable: true })
            return new Probe.Different("an immutable release, which cannot roll", MayMove: false);
        if (await tag.ProbeAsync(site, message, cancellationToken) is Probe.Different { MayMove: false } newer)
            return newer;
        return release is null ? new Probe.Absent() : new Probe.Same($"release {release.Id}", release.HtmlUrl);
    }

    private static Probe ProbePublished(ReleaseDocument release, ReleaseSite site)
    {
        var options = site.Options;
        if (release.Draft)
            return new Probe.Absent();
        var says = release.Name == options.Title && (options.GeneratesNotes || Plain(release.Body) == Plain(options.Notes)) && release.Prerelease == options.IsPreRelease;
        return says
            ? new Probe.Same($"published as {options.Title}", release.HtmlUrl)
            : new Probe.Different($"'{release.Name}' with the notes of another run", MayMove: true);
    }

    private async Task<Probe> ProbeSweptAsync(
        ReleaseDocument release, Consignment consignment, ReleaseSite site, string message, CancellationToken cancellationToken)
    {
        var former = RollingAssets.Former(release, consignment, site.Options);
        if (former.IsEmpty)
            return new Probe.Same($"nothing but the files of commit {site.Options.Commit}", release.HtmlUrl);
        // What looks like a former run's may be that of one which has come after.
        return await tag.ProbeAsync(site, message, cancellationToken) is Probe.Same
            ? new Probe.Different($"{former.Length} files of earlier runs", MayMove: true)
            : new Probe.Different($"the files of another run, which moved tag {site.Options.Tag} meanwhile", MayMove: false);
    }

    private static ReleaseRequest Request(ReleaseSite site, bool draft) => new()
    {
        TagName = site.Options.Tag,
        TargetCommitish = site.Options.Commit,
        Name = site.Options.Title,
        Body = site.Options.Notes,
        Draft = draft,
        Prerelease = site.Options.IsPreRelease,
        MakeLatest = "false",
        GenerateReleaseNotes = site.Options.GeneratesNotes && draft ? true : null,
    };

    private static string Plain(string? notes) => (notes ?? "").ReplaceLineEndings("\n").Trim();
}
