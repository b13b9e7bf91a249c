using Drayage.Model;
using Drayage.Pipeline.Journaling;
using Xunit;

namespace Drayage.Tests.Pipeline.Journaling;

public sealed class JournalStateTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch;
    private static readonly JournalEvent Opened = new JournalEvent.Opened(Digest.OfSha256("w"u8));

    // i intended, s sent, o observed, f failed, c conflicted
    [Theory]
    [InlineData("", "pending")]
    [InlineData("i", "in-doubt")]
    [InlineData("is", "sent")]
    [InlineData("iso", "delivered")]
    [InlineData("io", "delivered")]
    [InlineData("o", "delivered")]
    [InlineData("oo", "delivered")]
    [InlineData("if", "failed")]
    [InlineData("f", "failed")]
    [InlineData("ifi", "in-doubt")]
    [InlineData("ifiso", "delivered")]
    [InlineData("ii", "in-doubt")]
    [InlineData("isi", "in-doubt")]
    [InlineData("isf", "failed")]
    [InlineData("c", "conflict")]
    [InlineData("ic", "conflict")]
    [InlineData("co", "delivered")]
    [InlineData("ci", "in-doubt")]
    public void Status_follows_from_the_records(string records, string status) => Assert.Equal(status, Replay(records).StatusOf("c", "open").Name);

    [Theory]
    [InlineData("s")]
    [InlineData("fs")]
    [InlineData("cs")]
    [InlineData("oi")]
    [InlineData("os")]
    [InlineData("of")]
    [InlineData("oc")]
    public void What_no_run_can_write_is_refused(string records)
    {
        var refused = Assert.Throws<ReleaseException>(() => Replay(records));

        Assert.Equal($"journal record {records.Length + 1} cannot follow the records before it", refused.Message);
    }

    [Fact]
    public void A_journal_begins_with_what_it_is_about() =>
        Assert.Throws<ReleaseException>(() => JournalState.Empty.Apply(new JournalRecord(1, Now, Event('i'))));

    [Fact]
    public void A_journal_is_about_one_release() =>
        Assert.Throws<ReleaseException>(() => Replay("").Apply(new JournalRecord(2, Now, Opened)));

    [Theory]
    [InlineData(1, 2, true)]
    [InlineData(1, 7, true)]
    [InlineData(2, 2, false)]
    [InlineData(2, 1, false)]
    public void Tokens_only_grow(long first, long second, bool isLegal)
    {
        var taken = Replay("i").Apply(new JournalRecord(3, Now, new JournalEvent.Taken("one", first)));

        var again = new JournalRecord(4, Now, new JournalEvent.Taken("two", second));

        if (isLegal)
            Assert.Equal(("two", second), (taken.Apply(again).Runner, taken.Apply(again).Token));
        else
            Assert.Throws<ReleaseException>(() => taken.Apply(again));
        Assert.Equal("in-doubt", taken.StatusOf("c", "open").Name);
    }

    [Fact]
    public void Effects_do_not_mix()
    {
        var state = Replay("io");

        Assert.Equal("pending", state.StatusOf("c", "put open").Name);
        Assert.Equal("pending", state.StatusOf("d", "open").Name);
    }

    private static JournalState Replay(string records)
    {
        var state = JournalState.Empty.Apply(new JournalRecord(1, Now, Opened));
        foreach (var record in records)
            state = state.Apply(new JournalRecord(state.Records + 1, Now, Event(record)));
        return state;
    }

    private static JournalEvent Event(char letter) => letter switch
    {
        'i' => new JournalEvent.Intended("c", "open"),
        's' => new JournalEvent.Sent("c", "open"),
        'o' => new JournalEvent.Observed("c", "open", "evidence", null),
        'f' => new JournalEvent.Failed("c", "open", "message", null, null, IsTransient: true),
        _ => new JournalEvent.Conflicted("c", "open", "other"),
    };
}
