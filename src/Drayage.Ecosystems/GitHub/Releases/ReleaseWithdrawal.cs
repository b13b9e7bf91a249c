using Drayage.Ecosystems.GitHub.Interface;
using Drayage.Ecosystems.GitHub.Tags;
using Drayage.Model.Delivery;
using Drayage.Pipeline.Publishing.Withdrawing;

namespace Drayage.Ecosystems.GitHub.Releases;

/// <summary>Deletes a release with its files. Its tag stays: others may have fetched it, and a version is not used twice.</summary>
internal sealed class ReleaseWithdrawal(GitHubClient client, ReleaseFinder finder)
{
    public const string Release = "release";

    private readonly TaggedCommit tags = new(client);

    public async Task<WithdrawalPlan> PlanAsync(Consignment consignment, ReleaseSite site, CancellationToken cancellationToken)
    {
        var effect = new Effect.Withdraw(Release, Withdrawn: null, Restored: null);
        var (tag, message) = (site.Options.Tag, Message(consignment, site));
        return await FindOwnAsync(consignment, site, message, cancellationToken) switch
        {
            null => new WithdrawalPlan { Steps = [new(effect, $"there is no release {tag} of this commit", IsDone: true)] },
            { Draft: true } => new WithdrawalPlan { Steps = [new(effect, $"draft {tag} is deleted; nobody but its writers saw it", IsDone: false)] },
            { } release => new WithdrawalPlan
            {
                Steps = [new(effect, $"release {tag} is deleted with {release.Assets.Length} files", IsDone: false)],
                Stays =
                [
                    release.Immutable
                        ? $"tag {tag} stays and is used up: it belonged to an immutable release, and GitHub lets no other have it"
                        : $"tag {tag} stays: others may have fetched it, and a version is not used twice",
                ],
            },
        };
    }

    public async Task<Probe> ProbeAsync(Consignment consignment, ReleaseSite site, CancellationToken cancellationToken) =>
        await FindOwnAsync(consignment, site, Message(consignment, site), cancellationToken) is null
            ? new Probe.Same($"no release {site.Options.Tag} of this commit", Url: null)
            : new Probe.Absent();

    public async Task SendAsync(Consignment consignment, ReleaseSite site, CancellationToken cancellationToken)
    {
        var message = $"destination {consignment.Destination}: release {site.Options.Tag} was not withdrawn";
        if (await FindOwnAsync(consignment, site, message, cancellationToken) is { } release)
            await client.DeleteAsync(site.Place.Release(release.Id), message, cancellationToken);
    }

    private static string Message(Consignment consignment, ReleaseSite site) => $"destination {consignment.Destination}: release {site.Options.Tag} cannot be read";

    /// <summary>The release that this consignment made; one of another commit is somebody else's.</summary>
    private async Task<ReleaseDocument?> FindOwnAsync(Consignment consignment, ReleaseSite site, string message, CancellationToken cancellationToken)
    {
        if (await finder.FindAsync(consignment, site, message, cancellationToken) is not { } release)
            return null;
        var commit = await tags.FindAsync(site.Place, site.Options.Tag, message, cancellationToken) ?? release.TargetCommitish;
        return commit == site.Options.Commit ? release : null;
    }
}
