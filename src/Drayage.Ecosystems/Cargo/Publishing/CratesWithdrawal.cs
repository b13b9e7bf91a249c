using Drayage.Ecosystems.Cargo.Publishing.Configuration;
using Drayage.Ecosystems.Cargo.Publishing.Index;
using Drayage.Model.Delivery;
using Drayage.Pipeline.Publishing;
using Drayage.Pipeline.Publishing.Withdrawing;
using Drayage.Platform.Http;

namespace Drayage.Ecosystems.Cargo.Publishing;

/// <summary>Takes a version back as far as registries allow: it is yanked.</summary>
internal sealed class CratesWithdrawal(PublisherContext context, CratesCredentials credentials, SparseIndex index)
{
    private const int LargestAnswer = 64 * 1024;

    public async Task<WithdrawalPlan> PlanAsync(Consignment consignment, CancellationToken cancellationToken)
    {
        var crate = $"{CratesSite.CrateOf(consignment)} {consignment.Version}";
        var entry = await index.FindAsync(consignment, cancellationToken);
        if (entry is null)
            return new WithdrawalPlan { Stays = [$"the index does not list {crate}"] };
        var own = consignment.Effects.OfType<Effect.Put>().First().Digest;
        if (own is not null && entry.Digest != own.ToString())
            return new WithdrawalPlan { Stays = [$"the index lists {crate} with {entry.Digest}, which is not this release"] };
        var effect = new Effect.Withdraw(consignment.Version, own, Restored: null);
        if (entry.IsYanked)
            return new WithdrawalPlan { Steps = [new WithdrawalStep(effect, $"{crate} is yanked", IsDone: true)] };
        const string Means = "nobody's dependencies resolve to it any more, and lock files that name it still get it";
        var api = CratesApi.Require(consignment, await index.ConfigurationAsync(consignment, cancellationToken));
        return (await credentials.OfAsync(api, cancellationToken)).IsExchanged
            ? new WithdrawalPlan { ByHand = [new HandWork($"yank {crate}: {Means} (trusted publishing cannot)", CommandFor(consignment))] }
            : new WithdrawalPlan { Steps = [new WithdrawalStep(effect, $"{crate} is yanked: {Means}", IsDone: false)] };
    }

    /// <summary>Withdrawn is what is yanked, or is not there.</summary>
    public static Probe Probe(IndexEntry? entry) => entry switch
    {
        null => new Probe.Same("not listed", Url: null),
        { IsYanked: true } => new Probe.Same("yanked", Url: null),
        _ => new Probe.Absent(),
    };

    public async Task SendAsync(Consignment consignment, CancellationToken cancellationToken)
    {
        var api = CratesApi.Require(consignment, await index.ConfigurationAsync(consignment, cancellationToken));
        var credential = await credentials.OfAsync(api, cancellationToken);
        var call = new HttpCall
        {
            Method = HttpMethod.Delete,
            Uri = CratesApi.Of(api, $"crates/{CratesSite.CrateOf(consignment)}/{Uri.EscapeDataString(consignment.Version)}/yank"),
            Credential = credential.Http,
            Repeatable = false,
        };
        var message = $"destination {consignment.Destination}: {CratesSite.CrateOf(consignment)} {consignment.Version} was not yanked";
        using var reply = await context.Http.FetchAsync(call, LargestAnswer, message, cancellationToken);
        var failure = await reply.ToFailureAsync(cancellationToken);
        if (!reply.IsSuccess || !failure.Errors.IsEmpty)
            throw failure.ToDelivery(message, $"the token ({credential.Place}) needs the scope yank and an owner of the crate; by hand: {CommandFor(consignment)}");
    }

    private static string CommandFor(Consignment consignment)
    {
        var registry = consignment.Options[CratesSite.RegistryOption];
        return $"cargo yank --version {consignment.Version} {CratesSite.CrateOf(consignment)}{(registry == CargoRegistry.CratesIo ? "" : $" --registry {registry}")}";
    }
}
