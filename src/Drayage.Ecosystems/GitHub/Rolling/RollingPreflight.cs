using System.Collections.Immutable;
using Drayage.Ecosystems.GitHub.Interface;
using Drayage.Ecosystems.GitHub.Releases;
using Drayage.Model.Delivery;
using Drayage.Pipeline.Publishing.Preflight;

namespace Drayage.Ecosystems.GitHub.Rolling;

/// <summary>Whether a release can roll, and from where.</summary>
internal sealed class RollingPreflight(GitHubPreflight repository, ReleaseFinder finder, RollingTag tag)
{
    public async Task<ImmutableArray<PreflightFinding>> RunAsync(Consignment consignment, ReleaseSite site, CancellationToken cancellationToken)
    {
        var message = $"destination {consignment.Destination}: rolling release {site.Options.Tag} cannot be read";
        var release = await finder.FindAsync(consignment, site, message, cancellationToken);
        if (release is { Immutable: true } || await repository.HasImmutableReleasesAsync(site.Place, message, cancellationToken))
            return [PreflightFinding.Refused(PreflightSubject.Version, $"releases of {consignment.Address} are immutable, so none can roll: switch that off in the repository's settings, or take 'rolling' out")];
        var stands = await tag.ProbeAsync(site, message, cancellationToken) switch
        {
            Probe.Different { MayMove: false } newer => PreflightFinding.Refused(PreflightSubject.Version, $"there is {newer.Found}: a rolling release never goes back"),
            Probe.Different older => PreflightFinding.Good(PreflightSubject.Version, $"{older.Found} moves to this commit"),
            Probe.Same => PreflightFinding.Good(PreflightSubject.Version, $"tag {site.Options.Tag} names this commit already"),
            _ => PreflightFinding.Good(PreflightSubject.Version, $"tag {site.Options.Tag} is made"),
        };
        return [stands, .. release is null ? [] : Taken(consignment, release, site.Options)];
    }

    /// <summary>The files of two runs stand beside each other for a while, so each needs a name of its own.</summary>
    private static IEnumerable<PreflightFinding> Taken(Consignment consignment, ReleaseDocument release, ReleaseOptions options)
    {
        var held = release.Assets.Where(asset => asset.IsComplete).Select(asset => asset.Name).ToHashSet(StringComparer.Ordinal);
        return consignment.Effects.OfType<Effect.Put>()
            .Select(put => RollingAssets.NameOf(put.Name, options.Commit))
            .Where(held.Contains)
            .Select(name => PreflightFinding.Doubtful(PreflightSubject.Content, $"the release holds {name} already; other bytes under this name will be refused: let names carry the version or {{{{ short_commit }}}}"));
    }
}
