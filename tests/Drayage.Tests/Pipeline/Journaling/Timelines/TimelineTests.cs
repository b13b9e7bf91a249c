using Drayage.Model;
using Drayage.Pipeline.Journaling;
using Drayage.Pipeline.Journaling.Timelines;
using Xunit;

namespace Drayage.Tests.Pipeline.Journaling.Timelines;

public sealed class TimelineTests
{
    private readonly TimelineBuilder builder = new();
    private long records;

    [Fact]
    public void Tells_who_did_what_and_how_long_it_took()
    {
        Add(0, new JournalEvent.Opened(Digest.OfSha256("w"u8)));
        Add(0, new JournalEvent.Taken("one", 1));
        Add(1, new JournalEvent.Intended("b/x", "put a"));
        Add(2, new JournalEvent.Intended("a/y", "open"));
        Add(4, new JournalEvent.Failed("b/x", "put a", "broken", "reset", null, IsTransient: true));
        Add(60, new JournalEvent.Taken("two", 2));
        Add(61, new JournalEvent.Observed("a/y", "open", "draft 7", null));
        Add(62, new JournalEvent.Intended("b/x", "put a"));
        Add(63, new JournalEvent.Sent("b/x", "put a"));
        Add(65, new JournalEvent.Observed("b/x", "put a", "sha256:1", null));

        var timeline = builder.Build();

        Assert.Equal([("one", 1), ("two", 2)], timeline.Takings.Select(t => (t.Runner, t.Token)));
        Assert.Equal(["b/x", "a/y"], timeline.Consignments.Select(c => c.Consignment));
        Assert.Equal(
            [("one", "intended", null, null), ("one", "failed", 3, "broken (reset)"), ("two", "intended", null, null), ("two", "sent", 1, null), ("two", "observed", 3, "sha256:1")],
            timeline.Consignments[0].Entries.Select(e => (e.Runner, e.Event, e.Elapsed?.TotalSeconds, e.Note)));
        Assert.Equal(64, (timeline.Consignments[0].Ended - timeline.Consignments[0].Begun).TotalSeconds);
        Assert.Equal([("one", null), ("two", 59d)], timeline.Consignments[1].Entries.Select(e => (e.Runner, e.Elapsed?.TotalSeconds)));
    }

    [Fact]
    public void What_was_there_already_has_no_duration()
    {
        Add(0, new JournalEvent.Opened(Digest.OfSha256("w"u8)));
        Add(1, new JournalEvent.Observed("c", "open", "there", null));

        Assert.Null(Assert.Single(Assert.Single(builder.Build().Consignments).Entries).Elapsed);
    }

    private void Add(int second, JournalEvent happened) =>
        builder.Add(new JournalRecord(++records, DateTimeOffset.UnixEpoch.AddSeconds(second), happened));
}
