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
        [.. waybill.Consignments.Select(consignment => consignment with { Effects = [.. consignment.Effects.Concat(Awaited(consignment)).Concat(EffectsOf(consignment, waybill, state)).Distinct()] })];

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
        if (consignment.Announcement is not { } told || !(told.IsNotice || told.Events.Any(EventTypes.IsOutcome)))
            return [];
        var all = waybill.Consignments.ToDictionary(c => c.Id, StringComparer.Ordinal);
        var ends = told.About.Select(id => (Id: id, End: ConsignmentEnd.Of(all[id], all, state))).ToArray();
        var effects =
            from end in ends
            let type = TypeOf(end.End)
            where type is not null
            select new Effect.Announce(type, end.Id);
        return
        [
            .. OfRelease(told, [.. ends.Select(end => end.End)]).Concat(effects).Where(effect => told.Events.Contains(effect.Type)),
        ];
    }

    private static IEnumerable<Effect.Announce> OfRelease(Announcement told, ConsignmentEnd[] ends)
    {
        // To people a release is out when all of it is.
        if (told.IsNotice && ends.All(end => end is ConsignmentEnd.Delivered))
            yield return new Effect.Announce(EventTypes.ReleasePublished, told.Tag);
        if (ends.Any(end => end is ConsignmentEnd.Failed))
            yield return new Effect.Announce(EventTypes.ReleaseFailed, told.Tag);
    }

    /// <summary>What a notice will tell once everything went well.</summary>
    private static IEnumerable<Effect> Awaited(Consignment consignment) =>
        consignment.IsNotice && consignment.Announcement!.Events.Contains(EventTypes.ReleasePublished)
            ? [new Effect.Announce(EventTypes.ReleasePublished, consignment.Announcement.Tag)]
            : [];

    private static string? TypeOf(ConsignmentEnd end) => end switch
    {
        ConsignmentEnd.Delivered => EventTypes.ConsignmentDelivered,
        ConsignmentEnd.Failed => EventTypes.ConsignmentFailed,
        _ => null,
    };
}
