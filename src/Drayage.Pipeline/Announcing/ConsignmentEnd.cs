using Drayage.Model.Delivery;
using Drayage.Model.Events;
using Drayage.Pipeline.Delivery;
using Drayage.Pipeline.Journaling;

namespace Drayage.Pipeline.Announcing;

/// <summary>How a consignment ended, as the journal tells it.</summary>
internal abstract record ConsignmentEnd
{
    private ConsignmentEnd()
    {
    }

    /// <summary>Every effect was observed.</summary>
    public sealed record Delivered : ConsignmentEnd;

    public sealed record Failed(AnnouncedFailure Failure) : ConsignmentEnd;

    /// <summary>Nothing that could be told: not tried, or in doubt.</summary>
    public sealed record Undecided : ConsignmentEnd;

    public static ConsignmentEnd Of(Consignment consignment, IReadOnlyDictionary<string, Consignment> all, JournalState state)
    {
        var effects = consignment.Effects.Select(effect => (Effect: effect, Status: state.StatusOf(consignment.Id, effect.Key))).ToArray();
        if (effects.All(e => e.Status is EffectStatus.Delivered))
            return new Delivered();
        foreach (var (effect, status) in effects)
        {
            switch (status)
            {
                case EffectStatus.Failed { Failure: var failure }:
                    return new Failed(new AnnouncedFailure(FailedOutcome.Failed, failure.Message, failure.Because));
                case EffectStatus.Conflict conflict:
                    var told = DeliveryFailures.Conflict(consignment, effect, conflict.Found);
                    return new Failed(new AnnouncedFailure(FailedOutcome.Conflict, told.Message, told.Because));
            }
        }

        return effects.All(e => e.Status is EffectStatus.Pending) && FailedNeed(consignment, all, state) is { } need
            ? new Failed(new AnnouncedFailure(FailedOutcome.Blocked, $"{consignment.Id} was not sent", $"it needs {need}, which was not delivered"))
            : new Undecided();
    }

    private static string? FailedNeed(Consignment consignment, IReadOnlyDictionary<string, Consignment> all, JournalState state) =>
        consignment.Needs.FirstOrDefault(need => all.TryGetValue(need, out var needed) && Of(needed, all, state) is Failed);
}
