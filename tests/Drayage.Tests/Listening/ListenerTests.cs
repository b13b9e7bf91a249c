using System.Net;
using Drayage.Listening;
using Drayage.Listening.Queue;
using Drayage.Model;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Listening;

/// <summary>Each release is delivered once, over concurrency, restarts and failures.</summary>
public sealed class ListenerTests : IAsyncDisposable
{
    private readonly ListenerScene scene = new();

    [Fact]
    public async Task Two_hundred_messages_about_one_release_run_phase_2_once()
    {
        await scene.StartAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => scene.WebhookAsync("release", ListenerScene.Published("v1"))));
        await scene.IdleAsync(1);

        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.Accepted);
        Assert.Equal(199, answers.Count(answer => answer.StatusCode == HttpStatusCode.OK));
        Assert.Single(scene.Handler.Runs);
    }

    [Fact]
    public async Task A_release_that_is_heard_of_twice_before_its_waybill_is_known_is_looked_at_and_not_run_twice()
    {
        // Two tags of one waybill: only the waybill tells that they are one release.
        scene.Handler.OnResolve = _ => new Resolution.Verified(ScriptedHandler.DigestOf("one"));
        await scene.StartAsync();
        (await scene.WebhookAsync("release", ListenerScene.Published("v1", id: 1))).Dispose();
        (await scene.WebhookAsync("release", ListenerScene.Published("v1-again", id: 2))).Dispose();
        await scene.IdleAsync(2);

        Assert.Single(scene.Handler.Runs);
        Assert.Contains(scene.Entries(), entry => entry.End == EntryEnd.Duplicate);
    }

    [Fact]
    public async Task A_tag_that_is_released_anew_is_delivered_anew()
    {
        var waybill = "first";
        scene.Handler.OnResolve = _ => new Resolution.Verified(ScriptedHandler.DigestOf(waybill));
        await scene.StartAsync();
        (await scene.WebhookAsync("release", ListenerScene.Published("edge", id: 1))).Dispose();
        await scene.IdleAsync(1);
        waybill = "second";
        (await scene.WebhookAsync("release", ListenerScene.Published("edge", id: 2))).Dispose();
        await scene.IdleAsync(2);

        Assert.Equal(["edge", "edge"], scene.Handler.Runs);
    }

    [Fact]
    public async Task No_more_releases_are_delivered_at_a_time_than_asked_for()
    {
        var (now, most) = (0, 0);
        using var gate = new SemaphoreSlim(0);
        scene.Handler.OnRun = async (_, cancellationToken) =>
        {
            most = Math.Max(most, Interlocked.Increment(ref now));
            await gate.WaitAsync(cancellationToken);
            Interlocked.Decrement(ref now);
            return new RunOutcome.Complete();
        };
        await scene.StartAsync(options => options with { Concurrency = 3 });
        for (var release = 1; release <= 10; release++)
            (await scene.WebhookAsync("release", ListenerScene.Published($"v{release}", id: release))).Dispose();
        await scene.UntilAsync(() => Volatile.Read(ref now) == 3);
        gate.Release(10);
        await scene.IdleAsync(10);

        Assert.Equal(3, most);
        Assert.Equal(10, scene.Handler.Runs.Count);
    }

    [Fact]
    public async Task A_run_that_is_parked_goes_on_after_a_restart_without_another_look()
    {
        using var began = new SemaphoreSlim(0);
        scene.Handler.OnRun = async (_, cancellationToken) =>
        {
            began.Release();
            await Task.Delay(Timeout.Infinite, cancellationToken);
            throw new InvalidOperationException("unreachable");
        };
        await scene.StartAsync(options => options with { Grace = TimeSpan.Zero });
        (await scene.WebhookAsync("release", ListenerScene.Published("v1"))).Dispose();
        await began.WaitAsync(TestContext.Current.CancellationToken);
        await scene.StopAsync();
        Assert.True(Assert.Single(scene.Entries()).IsOpen);

        scene.Handler.OnRun = (_, _) => Task.FromResult<RunOutcome>(new RunOutcome.Complete());
        await scene.StartAsync();
        await scene.IdleAsync(1);

        Assert.Equal(["v1", "v1"], scene.Handler.Runs);
        Assert.Single(scene.Handler.Looks);
    }

    [Fact]
    public async Task A_run_under_way_may_end_within_the_grace()
    {
        using var began = new SemaphoreSlim(0);
        var end = new TaskCompletionSource<RunOutcome>();
        scene.Handler.OnRun = (_, _) =>
        {
            began.Release();
            return end.Task;
        };
        await scene.StartAsync();
        (await scene.WebhookAsync("release", ListenerScene.Published("v1"))).Dispose();
        await began.WaitAsync(TestContext.Current.CancellationToken);
        var stopped = scene.StopAsync();
        await scene.UntilAsync(() => scene.Log.Any(line => line.StartsWith("stopping", StringComparison.Ordinal)));
        Assert.Equal(503, (await scene.GetAsync("readyz")).Status);
        Assert.Equal(200, (await scene.GetAsync("healthz")).Status);
        end.SetResult(new RunOutcome.Complete());
        await stopped;

        Assert.Equal(EntryEnd.Complete, Assert.Single(scene.Entries()).End);
    }

    [Fact]
    public async Task What_did_not_get_through_is_tried_again_later()
    {
        var outcomes = new Queue<RunOutcome>([new RunOutcome.Unfinished("ghcr is down"), new RunOutcome.Complete()]);
        var looks = new Queue<Resolution>([new Resolution.NotYet("404"), new Resolution.Verified(ScriptedHandler.DigestOf("v1"))]);
        scene.Handler.OnRun = (_, _) => Task.FromResult(outcomes.Dequeue());
        scene.Handler.OnResolve = _ => looks.Dequeue();
        await scene.StartAsync(options => options with { FirstPause = TimeSpan.FromMilliseconds(1) });
        (await scene.WebhookAsync("release", ListenerScene.Published("v1"))).Dispose();
        await scene.IdleAsync(1);

        Assert.Equal(EntryEnd.Complete, scene.Entries()[0].End);
        Assert.Equal(2, scene.Handler.Looks.Count);
        Assert.Equal(2, scene.Handler.Runs.Count);
    }

    [Fact]
    public async Task A_release_that_never_comes_is_given_up()
    {
        scene.Handler.OnResolve = _ => new Resolution.NotYet("404");
        await scene.StartAsync(options => options with { FirstPause = TimeSpan.Zero });
        (await scene.WebhookAsync("release", ListenerScene.Published("v1"))).Dispose();
        await scene.IdleAsync(1);

        Assert.Equal(EntryEnd.Refused, scene.Entries()[0].End);
        Assert.Equal(10, scene.Handler.Looks.Count);
    }

    [Fact]
    public async Task A_release_that_nobody_can_be_asked_about_is_never_given_up()
    {
        var looks = 0;
        scene.Handler.OnResolve = _ => ++looks > 50 ? new Resolution.Verified(ScriptedHandler.DigestOf("v1")) : new Resolution.Unreachable("503");
        await scene.StartAsync(options => options with { FirstPause = TimeSpan.Zero });
        (await scene.WebhookAsync("release", ListenerScene.Published("v1"))).Dispose();
        await scene.IdleAsync(1);

        Assert.Equal(EntryEnd.Complete, scene.Entries()[0].End);
    }

    [Fact]
    public async Task A_waybill_that_does_not_hold_is_never_run()
    {
        scene.Handler.OnResolve = _ => new Resolution.Refused("the signature does not hold");
        await scene.StartAsync();
        (await scene.WebhookAsync("release", ListenerScene.Published("v1"))).Dispose();
        await scene.IdleAsync(1);

        Assert.Empty(scene.Handler.Runs);
        await scene.UntilAsync(() => scene.Log.Contains("v1: refused: the signature does not hold"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_fault_of_phase_2_leaves_the_listener_running(bool isCancellation)
    {
        Exception fault = isCancellation ? new OperationCanceledException("a fault") : new InvalidOperationException("a fault");
        scene.Handler.OnRun = (tag, _) => tag == "v1" ? throw fault : Task.FromResult<RunOutcome>(new RunOutcome.Complete());
        await scene.StartAsync(options => options with { Concurrency = 1 });
        (await scene.WebhookAsync("release", ListenerScene.Published("v1", id: 1))).Dispose();
        (await scene.WebhookAsync("release", ListenerScene.Published("v2", id: 2))).Dispose();
        await scene.UntilAsync(() => scene.Log.Contains("v2: delivered"));

        Assert.Contains("v1: a fault", scene.Log);
    }

    [Fact]
    public async Task Two_listeners_do_not_share_a_state_directory()
    {
        await scene.StartAsync();
        var refused = await Assert.ThrowsAsync<ReleaseException>(() => ReleaseQueue.OpenAsync(scene.State, TimeProvider.System, CancellationToken.None));

        Assert.Contains("--state", refused.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metrics_tell_messages_queue_and_runs()
    {
        using var gate = new SemaphoreSlim(0);
        scene.Handler.OnRun = async (_, cancellationToken) =>
        {
            await gate.WaitAsync(cancellationToken);
            return new RunOutcome.Complete();
        };
        await scene.StartAsync();
        (await scene.WebhookAsync("release", ListenerScene.Published("v1"))).Dispose();
        (await scene.WebhookAsync("release", ListenerScene.Published("v1"), signature: "")).Dispose();
        await scene.UntilAsync(() => !scene.Handler.Runs.IsEmpty);
        var (status, text) = await scene.GetAsync("metrics");
        Assert.Equal(200, status);
        Assert.Contains("drayage_listen_messages_total{source=\"webhook\",outcome=\"accepted\"} 1\n", text, StringComparison.Ordinal);
        Assert.Contains("drayage_listen_messages_total{source=\"webhook\",outcome=\"refused\"} 1\n", text, StringComparison.Ordinal);
        Assert.Contains("drayage_listen_queue_depth 1\n", text, StringComparison.Ordinal);
        Assert.Contains("drayage_listen_runs_in_progress 1\n", text, StringComparison.Ordinal);
        gate.Release();
        await scene.UntilAsync(() => scene.GetAsync("metrics").Result.Text.Contains("drayage_listen_runs_total{outcome=\"complete\"} 1\n", StringComparison.Ordinal));
        text = (await scene.GetAsync("metrics")).Text;
        Assert.Contains("drayage_listen_queue_depth 0\n", text, StringComparison.Ordinal);
        Assert.Contains("drayage_listen_run_duration_seconds_bucket{le=\"+Inf\"} 1\n", text, StringComparison.Ordinal);
        Assert.Contains("drayage_listen_run_duration_seconds_count 1\n", text, StringComparison.Ordinal);
        Assert.All(text.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.Matches(@"^(# (HELP|TYPE) \w+ .+|\w+(\{[^}]+\})? [0-9.E+-]+)$", line));
    }

    [Fact]
    public async Task Traces_go_to_the_collector_that_is_named()
    {
        await using var collector = new LoopbackServer(_ => LoopbackAnswer.Of("200 OK", "", "Content-Type: application/x-protobuf"));
        await scene.StartAsync(options => options with { Traces = collector.Address });
        (await scene.WebhookAsync("release", ListenerScene.Published("v1"))).Dispose();
        await scene.IdleAsync(1);
        await scene.StopAsync();

        Assert.All(collector.Received, request => Assert.Equal("/v1/traces", request.Target));
        var sent = string.Concat(collector.Received.Select(request => System.Text.Encoding.Latin1.GetString(request.Body)));
        Assert.Contains("phase 2", sent, StringComparison.Ordinal);
        Assert.Contains("drayage-listen", sent, StringComparison.Ordinal);
    }

    public ValueTask DisposeAsync() => scene.DisposeAsync();
}
