using Drayage.Cli.Runs;
using Drayage.Cli.Runs.Released;
using Drayage.Ecosystems.GitHub;
using Drayage.Listening;
using Drayage.Model;
using Drayage.Pipeline.Delivery;
using Drayage.Pipeline.Publishing;

namespace Drayage.Cli.Listening;

/// <summary>Has <c>drayage publish --from-release</c> done for what the listener hears of.</summary>
/// <param name="followed">Whose releases they are, with the key that all are checked with.</param>
/// <param name="selection">What is delivered of each.</param>
/// <param name="state">Directory that keeps journals and downloads.</param>
internal sealed class ReleaseHandler(
    Composition composition, ReleaseSource followed, RepositorySlug repository, Selection selection, string state, RehearsalSite? rehearsal) : IReleaseHandler
{
    public async Task<Resolution> ResolveAsync(ReleaseReference release, CancellationToken cancellationToken)
    {
        var waybills = new ReleasedWaybills(composition, rehearsal);
        var location = LocationOf(release.Tag);
        FetchedWaybill fetched;
        try
        {
            fetched = await waybills.FetchAsync(location, followed.Destinations, cancellationToken);
        }
        catch (ReleaseException missing)
        {
            return missing.InnerException is null ? new Resolution.NotYet(Text(missing)) : new Resolution.Unreachable(Text(missing));
        }

        try
        {
            return new Resolution.Verified(ReleasedWaybills.Check(fetched, location, followed.Key, release.Waybill).Digest);
        }
        catch (ReleaseException refused)
        {
            return new Resolution.Refused(Text(refused));
        }
    }

    public async Task<RunOutcome> RunAsync(string tag, Digest waybill, CancellationToken cancellationToken)
    {
        var request = new ReleasedRequest
        {
            Location = LocationOf(tag),
            Key = followed.Key,
            Digest = waybill,
            Selection = selection,
            State = state,
            Journal = followed.Journal,
            Destinations = followed.Destinations,
        };
        try
        {
            var result = await new ReleasedRun(composition, rehearsal).RunAsync(request, cancellationToken);
            return result.Delivery.ExitCode == ExitCode.Done ? new RunOutcome.Complete() : OutcomeOf(result.Delivery.Outcomes);
        }
        catch (ReleaseException failed)
        {
            return new RunOutcome.Unfinished(Text(failed));
        }
    }

    private ReleaseLocation.Tag LocationOf(string tag) => new(repository, tag);

    /// <summary>What stands there with other bytes stays there: no further run changes that.</summary>
    private static RunOutcome OutcomeOf(IEnumerable<ConsignmentOutcome> outcomes)
    {
        var left = outcomes.Where(outcome => !outcome.Consignment.IsNotice && outcome is not ConsignmentOutcome.Delivered).ToArray();
        var failed = left.OfType<ConsignmentOutcome.Failed>().ToArray();
        var reason = string.Join("; ", failed.Select(f => f.Error.Because is { } because ? $"{f.Error.Message}: {because}" : f.Error.Message)
            .DefaultIfEmpty($"{Counted.Of(left.Length, "consignment")} left"));
        return failed.Length > 0 && failed.All(f => f.Error.Failure == DeliveryFailure.Conflict)
            ? new RunOutcome.Refused(reason)
            : new RunOutcome.Unfinished(reason);
    }

    private static string Text(ReleaseException failed) => failed.Because is { } because ? $"{failed.Message}: {because.ReplaceLineEndings("; ")}" : failed.Message;
}
