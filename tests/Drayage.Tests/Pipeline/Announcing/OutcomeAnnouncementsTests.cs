using System.Collections.Concurrent;
using System.Collections.Immutable;
using Drayage.Model.Delivery;
using Drayage.Model.Events;
using Drayage.Model.Waybills;
using Drayage.Pipeline.Announcing;
using Drayage.Pipeline.Journaling;
using Drayage.Pipeline.Publishing;
using Drayage.Platform.Secrets;
using Drayage.Sealing.Waybills;
using Drayage.Tests.Pipeline.Delivery;
using Xunit;

namespace Drayage.Tests.Pipeline.Announcing;

/// <summary>What is told of how consignments ended, as the journal has it.</summary>
public sealed class OutcomeAnnouncementsTests
{
    private const string Secret = "s3cret-token";
    private static readonly SealedWaybill Sealed = AnnouncedWaybills.Seal();

    private static readonly JournalEvent Delivered = new JournalEvent.Observed("hub/v1.0.0", "put a.tar.gz", "sha256", null);

    [Fact]
    public void Nothing_is_told_before_anything_ended() => Assert.Empty(OutcomeAnnouncements.Of(Sealed.Waybill, After()));

    [Fact]
    public void Delivered_failed_and_blocked_consignments_are_told_of()
    {
        var state = After(Delivered, Failure("connection reset"));

        var told = Assert.Single(OutcomeAnnouncements.Of(Sealed.Waybill, state));

        Assert.Equal("hook/v1.0.0", told.Id);
        Assert.Empty(told.Needs);
        Assert.Equal(
            ["announce release.failed v1.0.0", "announce consignment.delivered hub/v1.0.0", "announce consignment.failed images/a", "announce consignment.failed charts/c"],
            told.Effects.Select(effect => effect.Key));
    }

    [Fact]
    public void What_is_in_doubt_is_not_told_of()
    {
        var state = After(new JournalEvent.Intended("hub/v1.0.0", "put a.tar.gz"));

        Assert.Empty(OutcomeAnnouncements.Of(Sealed.Waybill, state));
    }

    [Fact]
    public void Only_the_events_that_were_asked_for_are_told()
    {
        var waybill = Asking(EventTypes.ConsignmentFailed);

        Assert.Empty(OutcomeAnnouncements.Of(waybill, After(Delivered)));
        Assert.Single(Assert.Single(OutcomeAnnouncements.Of(waybill, After(Delivered, Conflict()))).Effects, effect => effect.Key == "announce consignment.failed images/a");
        Assert.Empty(OutcomeAnnouncements.Of(Asking(EventTypes.ReleasePublished), After(Delivered, Conflict())));
        Assert.Empty(OutcomeAnnouncements.Withdrawn(Asking(EventTypes.ReleasePublished)));
    }

    [Fact]
    public void Outcomes_are_added_to_what_the_waybill_announces()
    {
        var hook = OutcomeAnnouncements.Added(Sealed.Waybill, After(Delivered)).Single(c => c.Id == "hook/v1.0.0");

        Assert.Equal(["announce release.published v1.0.0", "announce consignment.delivered hub/v1.0.0"], hook.Effects.Select(effect => effect.Key));
        Assert.Equal(["hub/v1.0.0"], hook.Needs.AsEnumerable());
    }

    [Fact]
    public void People_are_told_that_a_release_is_out_when_all_of_it_is()
    {
        var notice = Noticing(EventTypes.ReleasePublished, EventTypes.ReleaseFailed);
        JournalEvent[] all = [Delivered, new JournalEvent.Observed("images/a", "put a", "sha256", null), new JournalEvent.Observed("charts/c", "put c.tgz", "sha256", null)];

        Assert.Empty(OutcomeAnnouncements.Of(notice, After()));
        Assert.Empty(OutcomeAnnouncements.Of(notice, After(all[..2])));
        Assert.Equal("announce release.published v1.0.0", Told(After(all)));
        Assert.Equal("announce release.failed v1.0.0", Told(After(Delivered, Conflict())));

        string Told(JournalState state) => Assert.Single(Assert.Single(OutcomeAnnouncements.Of(notice, state)).Effects).Key;
    }

    [Fact]
    public void What_a_notice_will_tell_is_shown_before()
    {
        var hook = OutcomeAnnouncements.Added(Noticing(EventTypes.ReleasePublished, EventTypes.ReleaseFailed), After(Conflict())).Single(c => c.IsNotice);

        Assert.Equal(["announce release.published v1.0.0", "announce release.failed v1.0.0"], hook.Effects.Select(effect => effect.Key));
    }

    [Fact]
    public void A_failed_release_is_told_with_all_that_failed()
    {
        var told = Assert.IsType<ReleaseEvent.Failed>(Compose(After(Delivered, Failure($"401 with {Secret} {new string('x', 5000)}")), EventTypes.ReleaseFailed, "v1.0.0"));

        Assert.Equal(["images/a", "charts/c"], told.Consignments.Select(failed => failed.Consignment.Id));
        Assert.Equal([FailedOutcome.Failed, FailedOutcome.Blocked], told.Consignments.Select(failed => failed.Failure.Outcome));
        Assert.StartsWith("401 with *** x", told.Consignments[0].Failure.Because, StringComparison.Ordinal);
        Assert.Equal(300, told.Consignments[0].Failure.Because!.Length);
    }

    [Fact]
    public void People_are_told_what_stands_where()
    {
        var state = After(new JournalEvent.Observed("hub/v1.0.0", "put a.tar.gz", "sha256", "https://hub.example/v1"), Conflict());

        var notice = Composer(state).ComposeNotice(AnnouncedWaybills.Told, new Effect.Announce(EventTypes.ReleaseFailed, "v1.0.0"));

        Assert.Equal("tidewater 1.0.0: 2 of 3 consignments did not get through", notice.Headline);
        Assert.Equal("drayage resume", notice.Resume);
        Assert.Equal([("hub", "delivered", "https://hub.example/v1"), ("images", "conflict", null), ("charts", "blocked", null)], notice.Deliveries.Select(d => (d.Destination, d.Status, d.Url?.AbsoluteUri)));
    }

    [Fact]
    public void Who_delivers_from_a_release_reads_how_to_go_on_from_there()
    {
        var composer = Composer(After(Conflict()), fromRelease: true);

        Assert.Equal("drayage resume --from-release v1.0.0", composer.ComposeNotice(AnnouncedWaybills.Told, new Effect.Announce(EventTypes.ReleaseFailed, "v1.0.0")).Resume);
        Assert.Empty(composer.ComposeNotice(AnnouncedWaybills.Told, new Effect.Announce(EventTypes.ReleaseWithdrawn, "v1.0.0")).Resume);
    }

    [Fact]
    public void A_withdrawal_is_announced_once_a_release()
    {
        var withdrawn = Assert.Single(OutcomeAnnouncements.Withdrawn(Sealed.Waybill));

        Assert.Equal("announce release.withdrawn v1.0.0", Assert.Single(withdrawn.Effects).Key);
    }

    [Fact]
    public void A_failure_says_why_without_secrets_and_not_at_length()
    {
        var told = Compose(After(Failure($"401 with token {Secret} {new string('x', 5000)}")), EventTypes.ConsignmentFailed, "images/a");

        var failed = Assert.IsType<ReleaseEvent.ConsignmentFailed>(told);
        Assert.Equal(FailedOutcome.Failed, failed.Failure.Outcome);
        Assert.Equal("images/a was refused", failed.Failure.Message);
        Assert.StartsWith("401 with token *** x", failed.Failure.Because, StringComparison.Ordinal);
        Assert.Equal(2000, failed.Failure.Because!.Length);
        Assert.Equal(new AnnouncedConsignment("images/a", "images", "memory", "address of images/a", "1.0.0"), failed.Consignment);
    }

    [Fact]
    public void A_conflict_names_what_is_there()
    {
        var failed = Assert.IsType<ReleaseEvent.ConsignmentFailed>(Compose(After(Conflict()), EventTypes.ConsignmentFailed, "images/a"));

        Assert.Equal(FailedOutcome.Conflict, failed.Failure.Outcome);
        Assert.Contains("sha256:other", failed.Failure.Because, StringComparison.Ordinal);
    }

    [Fact]
    public void A_blocked_consignment_names_what_it_waits_for()
    {
        var failed = Assert.IsType<ReleaseEvent.ConsignmentFailed>(Compose(After(Conflict()), EventTypes.ConsignmentFailed, "charts/c"));

        Assert.Equal(FailedOutcome.Blocked, failed.Failure.Outcome);
        Assert.Contains("images/a", failed.Failure.Because, StringComparison.Ordinal);
    }

    [Fact]
    public void A_release_is_told_with_its_own_components_and_the_place_of_its_waybill()
    {
        var told = Compose(After(), EventTypes.ReleasePublished, "v1.0.0");

        Assert.Equal(Sealed.Digest, told.Release.Waybill.Digest);
        Assert.Equal("https://hub.example/waybill.dsse.json", Assert.Single(told.Release.Waybill.Locations).AbsoluteUri);
        Assert.Equal("a", Assert.Single(told.Release.Components).Id);
        Assert.Equal("1.0.0", told.Release.Version);
        Assert.Equal("1.0.0", told.Release.Versions["oci_tag"]);
    }

    private static ReleaseEvent Compose(JournalState state, string type, string subject) =>
        Composer(state).Compose(AnnouncedWaybills.Told, new Effect.Announce(type, subject));

    private static EventComposer Composer(JournalState state, bool fromRelease = false)
    {
        var redactor = new Redactor();
        redactor.Learn(new Secret(Secret));
        var hub = new MemoryPublisher("hub", isReversible: true, new ConcurrentQueue<string>()) { Site = new Uri("https://hub.example/") };
        return new EventComposer(Sealed, new Dictionary<string, IPublisher> { ["hub"] = hub }, () => state, redactor) { IsFromRelease = fromRelease };
    }

    private static Waybill Asking(params ImmutableArray<string> events) => Sealed.Waybill with
    {
        Consignments = [.. Sealed.Waybill.Consignments.Select(c => c.Announcement is null ? c : c with { Announcement = c.Announcement with { Events = events } })],
    };

    private static Waybill Noticing(params ImmutableArray<string> events) => Asking(events) with
    {
        Consignments = [.. Asking(events).Consignments.Select(c => c.Announcement is null ? c : c with { Effects = [], Announcement = c.Announcement with { IsNotice = true } })],
    };

    private static JournalEvent.Failed Failure(string because) => new("images/a", "put a", "images/a was refused", because, null, IsTransient: true);

    private static JournalEvent.Conflicted Conflict() => new("images/a", "put a", "sha256:other");

    private static JournalState After(params JournalEvent[] events) => events
        .Prepend(new JournalEvent.Opened(Sealed.Digest))
        .Aggregate(JournalState.Empty, (state, happened) => state.Apply(new JournalRecord(state.Records + 1, DateTimeOffset.UnixEpoch, happened)));
}
