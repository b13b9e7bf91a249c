using System.Collections.Concurrent;
using System.Collections.Immutable;
using Drayage.Registries.Faults.Presets;
using Drayage.Registries.Faults.Routing;
using Drayage.Registries.Faults.Scripts;
using Xunit;

namespace Drayage.Tests.Storms;

/// <summary>
/// Whatever goes wrong, a release ends complete, or partial with a true report; and a resume after it completes it, with
/// everything standing once.
/// </summary>
public sealed class StormTests(SealedSample sample, ITestOutputHelper output) : IClassFixture<SealedSample>
{
    private static readonly TimeSpan Waits = TimeSpan.FromMilliseconds(60);

    private static readonly ImmutableArray<FaultAction> Faults =
    [
        new FaultAction.Status(500),
        new FaultAction.Status(429, RetryAfter: TimeSpan.FromSeconds(1)),
        new FaultAction.Delay(Waits),
        new FaultAction.ResetBefore(),
        new FaultAction.ResetAfter(),
        new FaultAction.LostResponse(),
        new FaultAction.Hold(Waits),
        new FaultAction.Truncate(10),
        new FaultAction.WrongBytes(10),
        new FaultAction.DiskFull(500),
        new FaultAction.ClockSkew(TimeSpan.FromHours(-2)),
        new FaultAction.ClockSkew(TimeSpan.FromHours(2)),
        new FaultAction.Slow(500_000),
        new FaultAction.Down(),
        new FaultAction.Down(Code: null),
    ];

    [Fact]
    public async Task Storms_are_survived()
    {
        var scripts = Enumerable.Range(StormSize.FirstSeed, StormSize.Runs).Select(seed => StormPreset.Of(seed, Waits));
        await SurviveAsync($"storms from seed {StormSize.FirstSeed}", scripts, atLeast: StormSize.Runs);
    }

    /// <summary>Each fault at each protocol: now and then, and without end.</summary>
    [Fact]
    public async Task Every_fault_at_every_protocol_is_survived() => await SurviveAsync(
        "faults at protocols",
        from protocol in Operations.Names.Keys
        from fault in Faults
        from occurrence in new[] { new Occurrence { Every = 3 }, new Occurrence { From = 2 } }
        where StormSize.IsWhole || occurrence.Every == 3
        select Script($"{fault} at {protocol} from {occurrence.From} every {occurrence.Every}", new FaultRoute { Protocol = protocol }, occurrence, fault),
        atLeast: Operations.Names.Count * Faults.Length);

    /// <summary>Each fault at each operation that the release uses, the first time and the second.</summary>
    [Fact]
    public async Task Every_fault_at_every_operation_is_survived() => await SurviveAsync(
        "faults at operations",
        from operation in await UsedAsync()
        from fault in Faults
        from first in new[] { 1, 2 }
        where StormSize.IsWhole || (fault is FaultAction.ResetAfter && first == 1)
        select Script($"{fault} at {operation}, request {first}", new FaultRoute { Operations = [operation] }, new Occurrence { From = first, Count = 1 }, fault),
        atLeast: 15);

    private async Task<ImmutableArray<string>> UsedAsync()
    {
        var all = await StormRun.RunAsync(sample, Script("everything is noticed", new FaultRoute(), new Occurrence(), new FaultAction.Delay(TimeSpan.Zero)));
        Assert.Empty(all.Problems);
        Assert.True(all.CompleteAmid);
        return [.. all.Hits.Select(hit => hit.Operation.Name).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    private static FaultScript Script(string name, FaultRoute route, Occurrence occurrence, FaultAction action) =>
        new() { Name = name, Seed = 0, Rules = [new FaultRule { Route = route, Occurrence = occurrence, Action = action }] };

    private async Task SurviveAsync(string what, IEnumerable<FaultScript> scripts, int atLeast)
    {
        var failures = new ConcurrentBag<string>();
        var (runs, complete, hits) = (0, 0, 0);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = StormSize.SideBySide, CancellationToken = TestContext.Current.CancellationToken };
        await Parallel.ForEachAsync(scripts, parallel, async (script, _) =>
        {
            try
            {
                var result = await StormRun.RunAsync(sample, script);
                Interlocked.Increment(ref runs);
                Interlocked.Add(ref hits, result.Hits.Length);
                if (result.CompleteAmid)
                    Interlocked.Increment(ref complete);
                if (!result.Problems.IsEmpty)
                    failures.Add($"{script.Name}\n  {string.Join("\n  ", result.Problems)}\n  struck:\n    {string.Join("\n    ", result.Hits.Select(hit => $"{hit.Fault} {hit.Method} {hit.Target} {hit.Effect}"))}");
            }
            catch (Exception broken) when (broken is not OperationCanceledException)
            {
                failures.Add($"{script.Name}\n  {broken}");
            }
        });

        output.WriteLine($"{what}: {runs} runs, {hits} requests struck; {complete} releases completed amid the faults, {runs - complete} were resumed; {failures.Count} failures");
        Assert.True(runs + failures.Count >= atLeast, $"{runs} runs");
        Assert.True(failures.IsEmpty, string.Join('\n', failures.Order(StringComparer.Ordinal)));
        Assert.NotEqual(0, hits);
    }
}
