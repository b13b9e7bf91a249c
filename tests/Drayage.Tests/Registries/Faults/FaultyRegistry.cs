using System.Collections.Immutable;
using Drayage.Registries.Faults;
using Drayage.Registries.Faults.Scripts;
using Drayage.Testing;

namespace Drayage.Tests.Registries.Faults;

/// <summary>Embedded registries with a fault script, and what it struck.</summary>
internal sealed class FaultyRegistry : IAsyncDisposable
{
    private readonly List<FaultHit> hits = [];
    private readonly TaskCompletionSource struck = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private FaultyRegistry()
    {
    }

    public required RegistryFixture Fixture { get; init; }

    public required ScriptedFaults Faults { get; init; }

    public HttpClient Client { get; private init; } = null!;

    /// <summary>What was struck so far, in order.</summary>
    public ImmutableArray<FaultHit> Hits
    {
        get
        {
            lock (hits)
                return [.. hits];
        }
    }

    /// <summary>Ends when the first request is struck.</summary>
    public Task Struck => struck.Task;

    public static Task<FaultyRegistry> StartAsync(params FaultRule[] rules) => StartAsync(TimeProvider.System, rules);

    public static async Task<FaultyRegistry> StartAsync(TimeProvider clock, params FaultRule[] rules)
    {
        FaultyRegistry? registry = null;
        var faults = new ScriptedFaults(new FaultScript { Name = "test", Seed = 1, Rules = [.. rules] }, TimeProvider.System, hit => registry!.Note(hit));
        var fixture = await RegistryFixture.StartAsync(options => options with { Faults = [faults], Clock = clock });
        return registry = new FaultyRegistry { Fixture = fixture, Faults = faults, Client = fixture.NewClient() };
    }

    public static FaultRule Rule(FaultAction action, string? operation = null, int? count = 1) => new()
    {
        Route = new FaultRoute { Operations = operation is null ? [] : [operation] },
        Occurrence = new Occurrence { Count = count },
        Action = action,
    };

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Fixture.DisposeAsync();
    }

    private void Note(FaultHit hit)
    {
        lock (hits)
            hits.Add(hit);
        struck.TrySetResult();
    }
}
