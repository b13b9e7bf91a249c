using System.Collections.Concurrent;
using Drayage.Model.Delivery;
using Drayage.Pipeline.Publishing;
using Drayage.Pipeline.Publishing.Preflight;

namespace Drayage.Tests.Pipeline.Delivery;

/// <summary>A destination in memory that can be told to misbehave. Writes every call into a log that several may share.</summary>
internal sealed class MemoryPublisher(string name, bool isReversible, ConcurrentQueue<string> log) : IPublisher
{
    private readonly ConcurrentDictionary<string, string> held = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ConcurrentQueue<Func<Action, CancellationToken, Task>>> mishaps = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (int Looks, Probe Seen)> hidden = new(StringComparer.Ordinal);

    public bool IsReversible => isReversible;

    public int Concurrency => 2;

    public DeliveryGuarantee Guarantee { get; init; }

    /// <summary>Where people fetch what is held.</summary>
    public Uri? Site { get; init; }

    public Uri? LocationOf(Consignment consignment, string artifactName) => Site is null ? null : new Uri(Site, artifactName);

    /// <summary>Makes it hold something from the start.</summary>
    public MemoryPublisher Holds(string effect, string what)
    {
        held[effect] = what;
        return this;
    }

    /// <summary>How the next sending of an effect goes; the action carries it out.</summary>
    public MemoryPublisher OnSend(string effect, Func<Action, Task> mishap) => OnSend(effect, (carry, _) => mishap(carry));

    /// <inheritdoc cref="OnSend(string, Func{Action, Task})"/>
    public MemoryPublisher OnSend(string effect, Func<Action, CancellationToken, Task> mishap)
    {
        mishaps.GetOrAdd(effect, _ => new()).Enqueue(mishap);
        return this;
    }

    public MemoryPublisher FailsOn(string effect, DeliveryFailure failure, TimeSpan? retryAfter = null) =>
        OnSend(effect, _ => throw new DeliveryException(failure, $"{name}: {effect} failed", "as the test asks", retryAfter: retryAfter));

    /// <summary>The next looks see nothing, as with an index that lags.</summary>
    public MemoryPublisher Hides(string effect, int looks) => Shows(effect, looks, new Probe.Absent());

    /// <summary>The next looks see something else than what is held.</summary>
    public MemoryPublisher Shows(string effect, int looks, Probe instead)
    {
        hidden[effect] = (looks, instead);
        return this;
    }

    public Task<PreflightReport> PreflightAsync(Consignment consignment, CancellationToken cancellationToken) =>
        Task.FromResult(new PreflightReport([]));

    public Task<Probe> ProbeAsync(Consignment consignment, Effect effect, IContentSource content, CancellationToken cancellationToken) =>
        Task.FromResult(Look("probe", consignment, effect));

    public Task<Probe> ReadBackAsync(Consignment consignment, Effect effect, IContentSource content, CancellationToken cancellationToken) =>
        Task.FromResult(Look("read", consignment, effect));

    public async Task SendAsync(Consignment consignment, Effect effect, IContentSource content, CancellationToken cancellationToken)
    {
        log.Enqueue($"send {consignment.Id} {effect.Key}");
        // Others get a chance to come first where nothing holds them back.
        await Task.Delay(5, cancellationToken);
        void Carry() => held[effect.Key] = "ours";
        if (mishaps.TryGetValue(effect.Key, out var queue) && queue.TryDequeue(out var mishap))
            await mishap(Carry, cancellationToken);
        else
            Carry();
        log.Enqueue($"sent {consignment.Id} {effect.Key}");
    }

    private Probe Look(string verb, Consignment consignment, Effect effect)
    {
        log.Enqueue($"{verb} {consignment.Id} {effect.Key}");
        if (hidden.TryGetValue(effect.Key, out var seen) && seen.Looks > 0)
        {
            hidden[effect.Key] = seen with { Looks = seen.Looks - 1 };
            return seen.Seen;
        }

        return held.GetValueOrDefault(effect.Key) switch
        {
            null => new Probe.Absent(),
            "ours" => new Probe.Same("digest", null),
            "unknowable" => new Probe.Unknown("the test hides it"),
            "old name" => new Probe.Different("old name", MayMove: true),
            var other => new Probe.Different(other, MayMove: false),
        };
    }
}
