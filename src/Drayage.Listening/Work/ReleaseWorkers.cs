using System.Collections.Concurrent;
using System.Diagnostics;
using Drayage.Listening.Queue;
using Drayage.Listening.Telemetry;
using Drayage.Model;

namespace Drayage.Listening.Work;

/// <summary>Takes releases from the queue, so many at a time: checks their waybill, then runs phase 2, until it is complete or refused.</summary>
internal sealed class ReleaseWorkers(
    ReleaseQueue queue, IReleaseHandler handler, Metrics metrics, ListenerLog log, TimeProvider clock, ListenerOptions options)
{
    // A release that was announced too early shows within minutes; one that was never made does not.
    private const int MostLooks = 10;

    private readonly ConcurrentDictionary<long, int> tries = new();
    private readonly ConcurrentDictionary<long, int> absences = new();
    private readonly ConcurrentBag<Task> pauses = [];

    /// <param name="taking">Ends the taking of further releases; those under way go on.</param>
    /// <param name="running">Parks those under way.</param>
    public async Task RunAsync(CancellationToken taking, CancellationToken running)
    {
        await Task.WhenAll(Enumerable.Range(0, options.Concurrency).Select(_ => Task.Run(() => TakeAsync(taking, running), CancellationToken.None)));
        await Task.WhenAll(pauses);
    }

    private async Task TakeAsync(CancellationToken taking, CancellationToken running)
    {
        try
        {
            await foreach (var number in queue.Due.ReadAllAsync(taking))
            {
                if (queue.State.Entries[number] is { IsOpen: true } entry)
                    await HandleAsync(entry, taking, running);
                if (taking.IsCancellationRequested)
                    return;
            }
        }
        catch (OperationCanceledException) when (taking.IsCancellationRequested)
        {
            // What is still in the queue stands on disk.
        }
    }

    private async Task HandleAsync(QueueEntry entry, CancellationToken taking, CancellationToken running)
    {
        using var activity = Tracing.Source.StartActivity("release");
        activity?.SetTag("drayage.tag", entry.Tag);
        try
        {
            if (await ResolveAsync(entry, running) is { } waybill)
            {
                activity?.SetTag("drayage.waybill", waybill.ToString());
                await RunAsync(entry, waybill, taking, running);
            }
            else if (queue.State.Entries[entry.Number].IsOpen)
            {
                Later(entry, taking);
            }
        }
        catch (OperationCanceledException) when (running.IsCancellationRequested)
        {
            log($"{entry.Tag}: parked; it goes on when the listener runs again");
        }
        // A cancellation that nobody here asked for is a fault like any other: it must not end the worker.
        catch (Exception fault)
        {
            activity?.SetStatus(ActivityStatusCode.Error, fault.Message);
            log($"{entry.Tag}: {fault.Message}");
            Later(entry, taking);
        }
    }

    /// <returns>Null where there is nothing to run: not now, or never.</returns>
    private async Task<Digest?> ResolveAsync(QueueEntry entry, CancellationToken cancellationToken)
    {
        if (entry is { IsResolved: true, Waybill: { } known })
            return known;
        using var activity = Tracing.Source.StartActivity("waybill");
        using var look = queue.Look(entry.Number);
        switch (await handler.ResolveAsync(new ReleaseReference(entry.Tag, entry.Waybill), cancellationToken))
        {
            case Resolution.Verified(var waybill) when queue.Resolve(entry.Number, waybill):
                return waybill;
            case Resolution.Verified(var waybill):
                log($"{entry.Tag}: release {waybill} is taken care of already");
                return null;
            case Resolution.NotYet(var reason) when absences.AddOrUpdate(entry.Number, 1, (_, before) => before + 1) < MostLooks:
                log($"{entry.Tag}: not yet: {reason}");
                return null;
            case Resolution.Unreachable(var reason):
                log($"{entry.Tag}: nobody can be asked: {reason}");
                return null;
            case Resolution.NotYet(var reason):
                return Refuse(entry, reason);
            case Resolution.Refused(var reason):
                return Refuse(entry, reason);
            default:
                throw new InvalidOperationException("unreachable: the union is closed");
        }
    }

    private async Task RunAsync(QueueEntry entry, Digest waybill, CancellationToken taking, CancellationToken running)
    {
        using var activity = Tracing.Source.StartActivity("phase 2");
        queue.Start(entry.Number);
        metrics.RunStarted();
        log($"{entry.Tag}: delivering release {waybill}");
        var start = clock.GetTimestamp();
        var ended = "parked";
        try
        {
            var outcome = await handler.RunAsync(entry.Tag, waybill, running);
            ended = outcome.GetType().Name.ToLowerInvariant();
            switch (outcome)
            {
                case RunOutcome.Complete:
                    queue.End(entry.Number, EntryEnd.Complete, message: null);
                    log($"{entry.Tag}: delivered");
                    break;
                case RunOutcome.Unfinished(var reason):
                    activity?.SetStatus(ActivityStatusCode.Error, reason);
                    log($"{entry.Tag}: not finished: {reason}");
                    Later(entry, taking);
                    break;
                case RunOutcome.Refused(var reason):
                    activity?.SetStatus(ActivityStatusCode.Error, reason);
                    Refuse(entry, reason);
                    break;
            }
        }
        catch (Exception) when (!running.IsCancellationRequested)
        {
            ended = "unfinished";
            throw;
        }
        finally
        {
            metrics.RunEnded(ended, clock.GetElapsedTime(start));
        }
    }

    private Digest? Refuse(QueueEntry entry, string reason)
    {
        queue.End(entry.Number, EntryEnd.Refused, reason);
        log($"{entry.Tag}: refused: {reason}");
        return null;
    }

    private void Later(QueueEntry entry, CancellationToken taking)
    {
        var pause = RetryPause.After(options.FirstPause, tries.AddOrUpdate(entry.Number, 1, (_, before) => before + 1));
        pauses.Add(WaitAsync());

        async Task WaitAsync()
        {
            await Task.Delay(pause, clock, taking).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!taking.IsCancellationRequested)
                queue.Again(entry.Number);
        }
    }
}
