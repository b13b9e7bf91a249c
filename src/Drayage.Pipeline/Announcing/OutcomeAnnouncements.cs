using System.Collections.Immutable;
using Drayage.Model.Delivery;
using Drayage.Model.Events;
using Drayage.Model.Waybills;
using Drayage.Pipeline.Journaling;

namespace Drayage.Pipeline.Announcing;

/// <summary>
/// What announcements have to say beyond the waybill, which states intent alone: how consignments ended, and that a release was
/// taken back. Derived from waybill and journal, so that it is delivered, resumed and shown like everything else.
/// </summary>
public static class OutcomeAnnouncements
{
    /// <summary>The announcements of outcomes that the journal knows. They need nothing: a failed release is news too.</summary>
    public static ImmutableArray<Consignment> Of(Waybill waybill, JournalState state) =>
    [
        .. waybill.Consignments
            .Select(consignment => consignment with { Effects = EffectsOf(consignment, waybill, state), Needs = [] })
            .Where(consignment => consignment.Effects.Length > 0),
    ];

    /// <summary>All consignments, with the announcements of outcomes added to those that make them.</summary>
    public static ImmutableArray<Consignment> Added(Waybill waybill, JournalState state) =>
        [.. waybill.Consignments.Select(consignment => consignment with { Effects = [.. consignment.Effects, .. EffectsOf(consignment, waybill, state)] })];

    /// <summary>The announcements that the releases of a waybill were taken back.</summary>
    public static ImmutableArray<Consignment> Withdrawn(Waybill waybill) =>
    [
        .. waybill.Consignments
            .Where(consignment => consignment.Announcement is { } told && told.Events.Contains(EventTypes.ReleaseWithdrawn))
            .Select(consignment => consignment with
            {
                Effects = [new Effect.Announce(EventTypes.ReleaseWithdrawn, consignment.Announcement!.Tag)],
                Needs = [],
            }),
    ];

    private static ImmutableArray<Effect> EffectsOf(Consignment consignment, Waybill waybill, JournalState state)
    {
        if (consignment.Announcement is not { } told || !told.Events.Any(EventTypes.IsOutcome))
            return [];
        var all = waybill.Consignments.ToDictionary(c => c.Id, StringComparer.Ordinal);
        var effects =
            from id in told.About
            let type = TypeOf(ConsignmentEnd.Of(all[id], all, state))
            where type is not null && told.Events.Contains(type)
            select (Effect)new Effect.Announce(type, id);
        return [.. effects];
    }

    private static string? TypeOf(ConsignmentEnd end) => end switch
    {
        ConsignmentEnd.Delivered => EventTypes.ConsignmentDelivered,
        ConsignmentEnd.Failed => EventTypes.ConsignmentFailed,
        _ => null,
    };
}
