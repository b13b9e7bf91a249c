using System.Collections.Immutable;
using Drayage.Model.Delivery;
using Drayage.Model.Events;
using Drayage.Model.Waybills;
using Drayage.Pipeline.Journaling;
using Drayage.Pipeline.Publishing;
using Drayage.Pipeline.Sealing;
using Drayage.Platform.Secrets;
using Drayage.Sealing.Waybills;

namespace Drayage.Pipeline.Announcing;

/// <summary>Composes what an announcement says from the waybill, the journal and the places that carry the waybill.</summary>
/// <param name="publishers">By id of their destination.</param>
/// <param name="state">What the journal says when it is asked.</param>
public sealed class EventComposer(
    SealedWaybill waybill, IReadOnlyDictionary<string, IPublisher> publishers, Func<JournalState> state, Redactor redactor)
{
    private const int LongestMessage = 500;
    private const int LongestCause = 2000;

    private readonly ImmutableDictionary<string, Consignment> consignments =
        waybill.Waybill.Consignments.ToImmutableDictionary(c => c.Id, StringComparer.Ordinal);

    public ReleaseEvent Compose(Announcement announcement, Effect.Announce effect)
    {
        var release = ReleaseOf(announcement);
        return effect.Type switch
        {
            EventTypes.ReleasePublished => new ReleaseEvent.Published { Release = release },
            EventTypes.ReleaseWithdrawn => new ReleaseEvent.Withdrawn { Release = release },
            EventTypes.ConsignmentDelivered => new ReleaseEvent.ConsignmentDelivered { Release = release, Consignment = ConsignmentOf(effect.Subject) },
            EventTypes.ConsignmentFailed => new ReleaseEvent.ConsignmentFailed
            {
                Release = release,
                Consignment = ConsignmentOf(effect.Subject),
                Failure = FailureOf(consignments[effect.Subject]),
            },
            _ => throw new InvalidOperationException($"'{effect.Type}' is no type of event"),
        };
    }

    private AnnouncedRelease ReleaseOf(Announcement announcement)
    {
        WaybillComponent[] components = [.. waybill.Waybill.Components.Where(component => component.Tag == announcement.Tag)];
        return new AnnouncedRelease
        {
            Project = waybill.Waybill.Project,
            Tag = announcement.Tag,
            Version = components[0].Version,
            Versions = announcement.Versions,
            Components = [.. components.Select(c => new AnnouncedComponent(c.Id, c.Ecosystem, c.Package, c.NativeVersion))],
            Waybill = new AnnouncedWaybill(waybill.Digest, [.. announcement.Waybills.Select(LocationOf).OfType<Uri>()]),
        };
    }

    private Uri? LocationOf(string carrier) =>
        publishers[consignments[carrier].Destination].LocationOf(consignments[carrier], WaybillComposer.WaybillName);

    private AnnouncedConsignment ConsignmentOf(string id)
    {
        var c = consignments[id];
        return new AnnouncedConsignment(c.Id, c.Destination, c.Kind, c.Address, c.Version);
    }

    private AnnouncedFailure FailureOf(Consignment consignment)
    {
        var failure = ConsignmentEnd.Of(consignment, consignments, state()) is ConsignmentEnd.Failed failed
            ? failed.Failure
            : throw new InvalidOperationException($"{consignment.Id} did not fail");
        return failure with
        {
            Message = Short(failure.Message, LongestMessage),
            Because = failure.Because is { } because ? Short(because, LongestCause) : null,
        };
    }

    // Secrets go first: half of one would not be known any more.
    private string Short(string text, int limit) =>
        redactor.Redact(text) is var shown && shown.Length > limit ? string.Concat(shown.AsSpan(0, limit - 1), "…") : shown;
}
