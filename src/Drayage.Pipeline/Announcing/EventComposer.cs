using System.Collections.Immutable;
using Drayage.Model.Delivery;
using Drayage.Model.Events;
using Drayage.Model.Waybills;
using Drayage.Pipeline.Announcing.Notices;
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

    // A release can fail in thousands of places, and an event has limits.
    private const int MostFailures = 20;
    private const int LongestOfMany = 300;

    private readonly ImmutableDictionary<string, Consignment> consignments =
        waybill.Waybill.Consignments.ToImmutableDictionary(c => c.Id, StringComparer.Ordinal);

    /// <summary>Whether deliveries start from what was released, on a machine without sources.</summary>
    public bool IsFromRelease { get; init; }

    public ReleaseEvent Compose(Announcement announcement, Effect.Announce effect)
    {
        var release = ReleaseOf(announcement);
        return effect.Type switch
        {
            EventTypes.ReleasePublished => new ReleaseEvent.Published { Release = release },
            EventTypes.ReleaseFailed => Failed(announcement, release),
            EventTypes.ReleaseWithdrawn => new ReleaseEvent.Withdrawn { Release = release },
            EventTypes.ConsignmentDelivered => new ReleaseEvent.ConsignmentDelivered { Release = release, Consignment = ConsignmentOf(effect.Subject) },
            EventTypes.ConsignmentFailed => new ReleaseEvent.ConsignmentFailed
            {
                Release = release,
                Consignment = ConsignmentOf(effect.Subject),
                Failure = Short(FailureOf(effect.Subject) ?? throw new InvalidOperationException($"{effect.Subject} did not fail"), LongestMessage, LongestCause),
            },
            _ => throw new InvalidOperationException($"'{effect.Type}' is no type of event"),
        };
    }

    /// <summary>The same for people, who want to know what stands where.</summary>
    public Notice ComposeNotice(Announcement announcement, Effect.Announce effect)
    {
        var now = state();
        return new Notice
        {
            Event = Compose(announcement, effect),
            Deliveries = [.. announcement.About.Select(id => DeliveryOf(consignments[id], now))],
            Resume = effect.Type is EventTypes.ReleaseFailed or EventTypes.ConsignmentFailed ? ResumeOf(announcement.Tag) : "",
        };
    }

    // What people read is public: paths of this machine are not in it.
    private string ResumeOf(string tag) => IsFromRelease ? $"drayage resume --from-release {tag}" : "drayage resume";

    private NoticedDelivery DeliveryOf(Consignment c, JournalState now)
    {
        var urls = c.Effects.Select(one => now.StatusOf(c.Id, one.Key)).OfType<EffectStatus.Delivered>().Select(delivered => delivered.Url).OfType<string>();
        return new NoticedDelivery
        {
            Id = c.Id,
            Destination = c.Destination,
            Kind = c.Kind,
            Address = c.Address,
            Version = c.Version,
            Status = ConsignmentEnd.Of(c, consignments, now) switch
            {
                ConsignmentEnd.Delivered => "delivered",
                ConsignmentEnd.Failed failed => EventCodec.WordOf(failed.Failure.Outcome),
                _ => "pending",
            },
            // Names move last: what the last effect showed is what people see.
            Url = urls.LastOrDefault() is { } text && Uri.TryCreate(text, UriKind.Absolute, out var url) ? url : null,
        };
    }

    private ReleaseEvent.Failed Failed(Announcement announcement, AnnouncedRelease release)
    {
        var failed = announcement.About.Select(id => (Id: id, Failure: FailureOf(id))).Where(end => end.Failure is not null).ToArray();
        return new ReleaseEvent.Failed
        {
            Release = release,
            Consignments = [.. failed.Take(MostFailures).Select(end => new FailedConsignment(ConsignmentOf(end.Id), Short(end.Failure!, LongestOfMany, LongestOfMany)))],
            ConsignmentsOmitted = Math.Max(0, failed.Length - MostFailures),
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
        publishers.GetValueOrDefault(consignments[carrier].Destination)?.LocationOf(consignments[carrier], WaybillComposer.WaybillName);

    private AnnouncedConsignment ConsignmentOf(string id)
    {
        var c = consignments[id];
        return new AnnouncedConsignment(c.Id, c.Destination, c.Kind, c.Address, c.Version);
    }

    private AnnouncedFailure? FailureOf(string id) =>
        ConsignmentEnd.Of(consignments[id], consignments, state()) is ConsignmentEnd.Failed failed ? failed.Failure : null;

    private AnnouncedFailure Short(AnnouncedFailure failure, int longestMessage, int longestCause) => failure with
    {
        Message = Short(failure.Message, longestMessage),
        Because = failure.Because is { } because ? Short(because, longestCause) : null,
    };

    // Secrets go first: half of one would not be known any more.
    private string Short(string text, int limit) =>
        redactor.Redact(text) is var shown && shown.Length > limit ? string.Concat(shown.AsSpan(0, limit - 1), "…") : shown;
}
