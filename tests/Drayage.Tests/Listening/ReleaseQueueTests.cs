using Drayage.Listening;
using Drayage.Listening.Queue;
using Drayage.Model;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Listening;

/// <summary>The queue on disk.</summary>
public sealed class ReleaseQueueTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    private string File => directory["queue.jsonl"];

    [Fact]
    public async Task What_was_accepted_stands_after_a_restart()
    {
        var digest = ScriptedHandler.DigestOf("v2");
        using (var queue = await OpenAsync())
        {
            Assert.True(queue.Accept(new ReleaseReference("v1", null), "delivery:1"));
            Assert.True(queue.Accept(new ReleaseReference("v2", digest), "event:a#b", "release:7@8"));
            Assert.True(queue.Resolve(2, digest));
            queue.Start(2);
            queue.SetBaseline(DateTimeOffset.UnixEpoch);
        }

        using var again = await OpenAsync();
        Assert.Equal([1, 2], Due(again));
        Assert.True(again.IsKnown("delivery:1") && again.IsKnown("event:a#b") && again.IsKnown("release:7@8"));
        Assert.Equal(DateTimeOffset.UnixEpoch, again.State.Baseline);
        Assert.Equal(new QueueEntry(2, "v2", digest) { IsResolved = true, Runs = 1 }, again.State.Entries[2]);
        Assert.False(again.Accept(new ReleaseReference("other", digest), "delivery:2"));
    }

    [Fact]
    public async Task A_torn_last_line_is_cut_off_at_every_byte()
    {
        using (var queue = await OpenAsync())
        {
            queue.Accept(new ReleaseReference("v1", null), "delivery:1");
            queue.Accept(new ReleaseReference("v2", null), "delivery:2");
        }

        var whole = await System.IO.File.ReadAllBytesAsync(File, TestContext.Current.CancellationToken);
        var first = Array.IndexOf(whole, (byte)'\n') + 1;
        for (var length = first; length < whole.Length; length++)
        {
            await System.IO.File.WriteAllBytesAsync(File, whole[..length], TestContext.Current.CancellationToken);
            using var queue = await OpenAsync();
            Assert.Equal([1], Due(queue));
            Assert.True(queue.Accept(new ReleaseReference("v2", null), "delivery:2"));
        }
    }

    [Fact]
    public async Task Damage_before_the_end_is_told_with_its_line()
    {
        using (var queue = await OpenAsync())
        {
            queue.Accept(new ReleaseReference("v1", null), "delivery:1");
            queue.Accept(new ReleaseReference("v2", null), "delivery:2");
        }

        var text = await System.IO.File.ReadAllTextAsync(File, TestContext.Current.CancellationToken);
        await System.IO.File.WriteAllTextAsync(File, text.Replace("\"v1\"", "\"v9\"", StringComparison.Ordinal), TestContext.Current.CancellationToken);

        var refused = await Assert.ThrowsAsync<ReleaseException>(OpenAsync);
        Assert.Contains("line 1", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_queue_keeps_what_is_of_use()
    {
        var digest = ScriptedHandler.DigestOf("done");
        var clock = new ManualClock();
        using (var queue = await OpenAsync(clock))
        {
            queue.SetBaseline(DateTimeOffset.UnixEpoch);
            queue.Accept(new ReleaseReference("done", digest), "delivery:old", "release:1@2");
            queue.Resolve(1, digest);
            queue.End(1, EntryEnd.Complete, null);
            queue.Accept(new ReleaseReference("refused", null), "delivery:refused");
            queue.End(2, EntryEnd.Refused, new string('x', 4 * 1024 * 1024));
            clock.Advance(TimeSpan.FromDays(40));
            queue.Accept(new ReleaseReference("open", null), "delivery:new");
        }

        using var again = await OpenAsync(clock);
        Assert.InRange(new FileInfo(File).Length, 1, 4096);
        Assert.Equal([3], Due(again));
        Assert.False(again.IsKnown("delivery:old"));
        Assert.True(again.IsKnown("delivery:new") && again.IsKnown("release:1@2"));
        Assert.False(again.Accept(new ReleaseReference("done", digest), "delivery:replayed"));
        Assert.Equal(DateTimeOffset.UnixEpoch, again.State.Baseline);
        Assert.True(again.Accept(new ReleaseReference("next", null), "delivery:4"));
        Assert.Equal(4, again.State.LastEntry);
    }

    [Fact]
    public async Task A_message_adds_nothing_while_its_tag_is_about_to_be_looked_at()
    {
        var digest = ScriptedHandler.DigestOf("v1");
        using var queue = await OpenAsync();
        Assert.True(queue.Accept(new ReleaseReference("v1", null), "delivery:1"));
        Assert.False(queue.Accept(new ReleaseReference("v1", null), "delivery:2"));
        Assert.True(queue.IsKnown("delivery:2"));
        Assert.True(queue.Accept(new ReleaseReference("v1", digest), "delivery:3"));
        Assert.False(queue.Accept(new ReleaseReference("v1", digest), "delivery:4"));
        Assert.True(queue.Resolve(1, digest));
        Assert.False(queue.Resolve(2, digest));
        Assert.True(queue.Accept(new ReleaseReference("v1", null), "delivery:5"));
    }

    [Fact]
    public async Task A_message_that_names_no_waybill_does_not_rely_on_one_that_names_another()
    {
        using var queue = await OpenAsync();
        Assert.True(queue.Accept(new ReleaseReference("edge", ScriptedHandler.DigestOf("yesterday's")), "delivery:1"));
        Assert.True(queue.Accept(new ReleaseReference("edge", null), "delivery:2"));
        queue.End(1, EntryEnd.Refused, "the waybill is another");

        Assert.True(queue.Resolve(2, ScriptedHandler.DigestOf("today's")));
    }

    [Fact]
    public async Task A_message_that_comes_during_a_look_is_not_answered_by_it()
    {
        using var queue = await OpenAsync();
        Assert.True(queue.Accept(new ReleaseReference("edge", null), "delivery:1"));
        using (queue.Look(1))
        {
            Assert.True(queue.Accept(new ReleaseReference("edge", null), "delivery:2"));
            Assert.False(queue.Accept(new ReleaseReference("edge", null), "delivery:3"));
            Assert.True(queue.Resolve(1, ScriptedHandler.DigestOf("yesterday's")));
        }

        Assert.True(queue.Resolve(2, ScriptedHandler.DigestOf("today's")));
    }

    [Fact]
    public async Task A_refused_release_may_be_asked_for_again()
    {
        var digest = ScriptedHandler.DigestOf("v1");
        using var queue = await OpenAsync();
        queue.Accept(new ReleaseReference("v1", digest), "delivery:1");
        queue.Resolve(1, digest);
        queue.End(1, EntryEnd.Refused, "conflict");

        Assert.True(queue.Accept(new ReleaseReference("v1", digest), "delivery:2"));
        Assert.True(queue.Resolve(2, digest));
    }

    public void Dispose() => directory.Dispose();

    private Task<ReleaseQueue> OpenAsync() => OpenAsync(TimeProvider.System);

    private Task<ReleaseQueue> OpenAsync(TimeProvider clock) => ReleaseQueue.OpenAsync(directory.Path, clock, TestContext.Current.CancellationToken);

    private static List<long> Due(ReleaseQueue queue)
    {
        var due = new List<long>();
        while (queue.Due.TryRead(out var number))
            due.Add(number);
        return due;
    }
}
