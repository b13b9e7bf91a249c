using Drayage.Listening.Hosting;
using Drayage.Listening.Polling;
using Drayage.Listening.Queue;
using Drayage.Listening.Telemetry;
using Drayage.Listening.Work;
using Drayage.Model;
using Drayage.Platform.Http;

namespace Drayage.Listening;

/// <summary>
/// Hears of releases by webhooks, CloudEvents and polling, and has phase 2 run for each once. What it heard is on disk before it
/// answers, and is gone on with after a restart.
/// </summary>
public sealed class Listener(ListenerOptions options, IReleaseHandler handler, HttpPipeline http, ListenerLog log, TimeProvider clock)
{
    /// <param name="started">Called with the address once requests are taken.</param>
    /// <param name="stopping">Asks it to stop: nothing more is taken in, what runs may end within the grace, and is parked then.</param>
    /// <exception cref="ReleaseException">The address or the state directory cannot be used.</exception>
    public async Task RunAsync(Action<Uri> started, CancellationToken stopping)
    {
        using var traces = Tracing.Start(options.Traces);
        using var queue = await ReleaseQueue.OpenAsync(options.StateDirectory, clock, stopping);
        var metrics = new Metrics();
        await using var host = await ListenerHost.StartAsync(options, queue, metrics, log, stopping);
        started(host.Address);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        using var parking = new CancellationTokenSource();
        var work = new ReleaseWorkers(queue, handler, metrics, log, clock, options).RunAsync(ending.Token, parking.Token);
        var polling = options.Polling is { } polled
            ? new ReleasePoller(polled, options.Repository, http, queue, metrics, log, clock).RunAsync(ending.Token)
            : UntilAsync(ending.Token);
        // Neither ends before it is asked to but by a fault, and a listener that only looks alive is worse than none.
        await Task.WhenAny(work, polling);
        await ending.CancelAsync();
        host.Drain();
        log($"stopping; deliveries under way may take {options.Grace.TotalSeconds:0} s to end");
        await Task.WhenAny(work, Task.Delay(options.Grace, clock, CancellationToken.None));
        await parking.CancelAsync();
        await Task.WhenAll(work, polling);
    }

    private static async Task UntilAsync(CancellationToken cancellationToken)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = cancellationToken.Register(() => ended.TrySetResult());
        await ended.Task;
    }
}
