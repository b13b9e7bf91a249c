using System.Collections.Immutable;
using Drayage.Acceptance.Repositories;
using Drayage.Registries.Faults;
using Drayage.Registries.Faults.Scripts;
using Drayage.Testing;
using Xunit;

namespace Drayage.Acceptance.Delivery;

/// <summary>
/// The whole sample, sealed and delivered undisturbed once: the measure for every run that is killed. All kill matrices share it,
/// since building it takes a while.
/// </summary>
public sealed class DeliveredSample : IAsyncLifetime
{
    private SampleFixture? sample;

    /// <summary>The work directory in which the release was sealed.</summary>
    internal string Root => sample!.Root;

    /// <summary>Records of the journal.</summary>
    internal int Records { get; private set; }

    /// <summary>Every request that changed something.</summary>
    internal ImmutableArray<FaultHit> Requests { get; private set; }

    /// <summary>What the registries then answered with success.</summary>
    internal ImmutableArray<string> Changes { get; private set; }

    /// <summary>What the registries then held.</summary>
    internal ImmutableArray<string> Holds { get; private set; }

    public async ValueTask InitializeAsync()
    {
        sample = await SampleFixture.StartAsync();
        var requests = new List<FaultHit>();
        var noticed = new FaultRule { Route = new FaultRoute { Methods = EffectPoint.Changing }, Action = new FaultAction.Delay(TimeSpan.Zero) };
        await using var registry = await StartAsync(noticed, requests.Add);
        using var key = new SealingKey();
        var drayage = new BuiltDrayage(sample.Root).Against(registry);
        // What is counted is the delivery alone: before it destinations are asked with requests that change nothing.
        (await drayage.RunAsync(["release", "--dry-run", .. await key.ArgumentsAsync(drayage)])).Ended(0);
        requests.Clear();
        (await drayage.RunAsync("resume")).Ended(0);
        Records = (await File.ReadAllLinesAsync(sample.Git.Directory["dist", "journal.jsonl"])).Length;
        (Requests, Changes, Holds) = ([.. requests], SuccessfulChanges.Of(registry.Served), RegistrySnapshot.Of(registry.DataDirectory));
    }

    public ValueTask DisposeAsync()
    {
        sample?.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <param name="copy">Where it runs.</param>
    /// <param name="registry">The destinations.</param>
    /// <param name="shared">Connection string of a journal that several machines share; null for one in the work directory.</param>
    internal static BuiltDrayage Run(SealedCopy copy, RegistryFixture registry, string? shared)
    {
        var drayage = copy.Drayage.Against(registry);
        // A killed run cannot hand its lease back: a short one is soon over.
        return shared is null ? drayage : drayage.With("DRAYAGE_JOURNAL", "env:SHARED_JOURNAL").With("SHARED_JOURNAL", shared).With("DRAYAGE_LEASE", "2");
    }

    internal static Task<RegistryFixture> StartAsync(FaultRule rule, Action<FaultHit> struck) => RegistryFixture.StartAsync(options =>
        options with { Faults = [new ScriptedFaults(new FaultScript { Name = "kills", Seed = 0, Rules = [rule] }, TimeProvider.System, struck)] });
}

/// <summary>Tests that kill deliveries of one sample.</summary>
[CollectionDefinition(nameof(KillMatrices))]
public sealed class KillMatrices : ICollectionFixture<DeliveredSample>, ICollectionFixture<PostgresServer>;
