using System.Collections.Immutable;
using Drayage.Ecosystems.DotNet.Publishing.Feeds;
using Drayage.Model.Delivery;
using Drayage.Pipeline.Publishing.Withdrawing;

namespace Drayage.Ecosystems.DotNet.Publishing;

/// <summary>Takes a version out of a feed's lists. The public gallery deletes nothing; some other feeds do, when asked for the same.</summary>
internal sealed class NuGetWithdrawal(NuGetFeed feed)
{
    private const string Listing = "listing";

    public async Task<WithdrawalPlan> PlanAsync(Consignment consignment, CancellationToken cancellationToken)
    {
        var package = PackageName.Of(consignment);
        if (consignment.Options.ContainsKey(PackageName.SymbolsOption))
            return new WithdrawalPlan { Stays = [$"the symbols of {package} stay as long as the package"] };
        if (!await IsServedAsync(consignment, cancellationToken))
            return new WithdrawalPlan { Stays = [$"the feed has no {package}"] };
        ImmutableArray<string> stays = [$"{package} can still be fetched by who names this very version, so that builds go on"];
        return await feed.IsListedAsync(consignment, cancellationToken) is { } listed
            ? new WithdrawalPlan
            {
                Steps = [new(new Effect.Withdraw(Listing, Withdrawn: null, Restored: null), $"{package} is unlisted: searches and updates pass it over", IsDone: !listed)],
                Stays = stays,
            }
            : new WithdrawalPlan
            {
                // Whether it has come about could never be seen.
                ByHand = [new HandWork($"unlist {package}; the feed does not tell which versions are listed", $"dotnet nuget delete {package.Id} {package.Version} --source {consignment.Address}")],
                Stays = stays,
            };
    }

    public async Task<Probe> ProbeAsync(Consignment consignment, CancellationToken cancellationToken)
    {
        if (!await IsServedAsync(consignment, cancellationToken))
            return new Probe.Same("the feed no longer has it", Url: null);
        return await feed.IsListedAsync(consignment, cancellationToken) switch
        {
            true => new Probe.Absent(),
            false => new Probe.Same("not listed", Url: null),
            null => new Probe.Unknown("the feed does not tell which versions are listed"),
        };
    }

    private async Task<bool> IsServedAsync(Consignment consignment, CancellationToken cancellationToken) =>
        await feed.VersionsAsync(consignment, cancellationToken) is { } versions && versions.Contains(PackageName.Of(consignment).LowerVersion);
}
