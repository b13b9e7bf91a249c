using System.Collections.Concurrent;
using System.Collections.Immutable;
using Drayage.Acceptance.Repositories;
using Drayage.Testing;
using Xunit;

namespace Drayage.Acceptance.Delivery;

/// <summary>
/// The process is killed, by SIGKILL, between the effect and the response of a request that changes something. From there the
/// release must be completed by a second run, whatever it has of a journal, and everything must stand once.
/// </summary>
[Collection(nameof(KillMatrices))]
public sealed class EffectKillTests(DeliveredSample sample, PostgresServer postgres, ITestOutputHelper output)
{
    private const string NotReached = "not reached";

    // Runs in doubt wait and use no processor meanwhile.
    private const int SideBySide = 4;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_release_that_is_killed_between_an_effect_and_its_response_is_completed_by_resume()
    {
        var points = EffectPoint.Of(sample.Requests);
        var kills = points.SelectMany(point => Enum.GetValues<AfterKill>().Select(after => (Point: point, After: after))).ToImmutableArray();
        var chosen = KillSize.IsWhole ? kills : Sample(kills);
        var (failures, passed) = (new ConcurrentBag<string>(), 0);

        await Parallel.ForEachAsync(chosen, new ParallelOptions { MaxDegreeOfParallelism = SideBySide, CancellationToken = Cancellation }, async (kill, _) =>
        {
            var failure = await TryAsync(kill.Point, kill.After);
            if (failure == NotReached)
                Interlocked.Increment(ref passed);
            else if (failure is not null)
                failures.Add($"{kill.Point}, {kill.After}: {failure}");
        });

        output.WriteLine(
            $"{points.Length} kill points between effect and response ({string.Join(", ", points.CountBy(point => point.Protocol).Select(count => $"{count.Value} {count.Key}"))}), "
            + $"each with its journal, without, and with one in PostgreSQL; {chosen.Length} tried, {passed} not reached, {failures.Count} failures");
        Assert.True(failures.IsEmpty, string.Join('\n', failures.Order(StringComparer.Ordinal)));
        Assert.Equal(["crates", "github", "npm", "nuget", "oci", "python"], chosen.Select(kill => kill.Point.Protocol).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        // Blobs that images share are mounted or sent, whichever comes first.
        Assert.True(passed * 4 < chosen.Length, $"{passed} of {chosen.Length} points were not reached");
    }

    /// <summary>One point for each kind of request, gone on with in one way after the other.</summary>
    private static ImmutableArray<(EffectPoint Point, AfterKill After)> Sample(ImmutableArray<(EffectPoint Point, AfterKill After)> all) =>
    [
        .. all.GroupBy(kill => (kill.Point.Protocol, kill.Point.Operation, kill.Point.Method))
            .Index()
            .Select(kind => kind.Item.Last(kill => (int)kill.After == kind.Index % 3)),
    ];

    /// <returns>What went wrong; null when nothing did.</returns>
    private async Task<string?> TryAsync(EffectPoint point, AfterKill after)
    {
        var carriedOut = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registry = await DeliveredSample.StartAsync(point.Hold(), _ => carriedOut.TrySetResult());
        using var copy = await SealedCopy.OfAsync(sample.Root);
        var shared = after == AfterKill.OtherMachine ? (await postgres.CreateDatabaseAsync()).ConnectionString : null;

        var killed = await DeliveredSample.Run(copy, registry, shared).KillAsync(carriedOut.Task, "resume");
        if (!carriedOut.Task.IsCompleted)
            return killed.ExitCode == 0 ? NotReached : $"the run ended with {killed.ExitCode} before it was killed\n{killed.Error}";
        if (killed.ExitCode != BuiltDrayage.KilledExitCode)
            return $"the killed run ended with {killed.ExitCode}\n{killed.Error}";
        if (after == AfterKill.JournalLost)
            File.Delete(copy.Journal);
        using var elsewhere = shared is null ? null : await SealedCopy.OfAsync(sample.Root);
        return await GoOnAsync(elsewhere ?? copy, registry, shared);
    }

    private async Task<string?> GoOnAsync(SealedCopy copy, RegistryFixture registry, string? shared)
    {
        var resumed = await DeliveredSample.Run(copy, registry, shared).RunAsync("resume", "--json");
        if (resumed.ExitCode != 0)
            return $"the resumed run ended with {resumed.ExitCode}\n{resumed.Error}";
        if (resumed.Json().GetProperty("consignments").EnumerateArray().Any(consignment => consignment.GetProperty("status").GetString() != "delivered"))
            return $"the report is not that of a complete release\n{resumed.Output}";
        if (!(await DeliveredSample.Run(copy, registry, shared).RunAsync("status", "--json")).Json().GetProperty("complete").GetBoolean())
            return "the status is not complete";
        if (RegistrySnapshot.Differences(sample.Holds, RegistrySnapshot.Of(registry.DataDirectory)) is { IsEmpty: false } differences)
            return $"the registries do not hold what an undisturbed release leaves:\n  {string.Join("\n  ", differences)}";
        var verified = await DeliveredSample.Run(copy, registry, shared).RunAsync("verify");
        return verified.ExitCode == 0 ? null : $"the destinations do not hold the release\n{verified.Output}";
    }
}
