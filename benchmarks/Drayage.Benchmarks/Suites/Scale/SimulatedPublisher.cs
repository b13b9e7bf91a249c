using System.Collections.Concurrent;
using Drayage.Model.Delivery;
using Drayage.Pipeline.Publishing;
using Drayage.Pipeline.Publishing.Preflight;

namespace Drayage.Benchmarks.Suites.Scale;

/// <summary>A destination 100 ms away, behind the link that all share.</summary>
internal sealed class SimulatedPublisher(SimulatedAccount account, SimulatedLink link, TimeProvider clock) : IPublisher
{
    public static readonly TimeSpan RoundTrip = TimeSpan.FromMilliseconds(100);

    private readonly ConcurrentDictionary<string, int> held = new(StringComparer.Ordinal);

    public required bool IsReversible { get; init; }

    public required int Concurrency { get; init; }

    public required DeliveryLimits Limits { get; init; }

    /// <summary>How often each effect came about.</summary>
    public IReadOnlyDictionary<string, int> Held => held;

    public Task<PreflightReport> PreflightAsync(Consignment consignment, CancellationToken cancellationToken) => Task.FromResult(new PreflightReport([]));

    public async Task<Probe> ProbeAsync(Consignment consignment, Effect effect, IContentSource content, CancellationToken cancellationToken)
    {
        await Task.Delay(RoundTrip / 2, clock, cancellationToken);
        account.Take(isSend: false);
        Probe seen = held.ContainsKey(KeyOf(consignment, effect)) ? new Probe.Same("held", Url: null) : new Probe.Absent();
        await Task.Delay(RoundTrip / 2, clock, cancellationToken);
        return seen;
    }

    public async Task SendAsync(Consignment consignment, Effect effect, IContentSource content, CancellationToken cancellationToken)
    {
        await link.SendAsync(effect is Effect.Put put ? put.Size : 0, cancellationToken);
        await Task.Delay(RoundTrip / 2, clock, cancellationToken);
        account.Take(isSend: true);
        held.AddOrUpdate(KeyOf(consignment, effect), 1, (_, times) => times + 1);
        await Task.Delay(RoundTrip / 2, clock, cancellationToken);
    }

    public Task<Probe> ReadBackAsync(Consignment consignment, Effect effect, IContentSource content, CancellationToken cancellationToken) =>
        ProbeAsync(consignment, effect, content, cancellationToken);

    private static string KeyOf(Consignment consignment, Effect effect) => $"{consignment.Id} {effect.Key}";
}
