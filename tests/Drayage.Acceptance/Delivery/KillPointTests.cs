using System.Collections.Concurrent;
using System.Collections.Immutable;
using Drayage.Acceptance.Repositories;
using Drayage.Testing;
using Xunit;

namespace Drayage.Acceptance.Delivery;

/// <summary>
/// The process is killed, as SIGKILL does it, before and after every record of a release's journal. From each of these instants
/// the release must be completed by a second run, with everything delivered once.
/// </summary>
public sealed class KillPointTests
{
    // Runs in doubt wait for the destination's index and use no processor meanwhile.
    private const int SideBySide = 4;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_release_that_is_killed_at_any_record_is_completed_by_resume()
    {
        using var sample = await SampleFixture.StartAsync();
        var (records, changes) = await CompleteAsync(sample);
        var points = Enumerable.Range(1, records).SelectMany(record => new[] { $"before:{record}", $"after:{record}" }).ToArray();
        var failures = new ConcurrentBag<string>();

        await Parallel.ForEachAsync(points, new ParallelOptions { MaxDegreeOfParallelism = SideBySide, CancellationToken = Cancellation }, async (point, _) =>
        {
            if (await TryAsync(sample, point, changes) is { } failure)
                failures.Add($"{point}: {failure}");
        });

        TestContext.Current.TestOutputHelper?.WriteLine($"{points.Length} kill points, {failures.Count} failures");
        Assert.True(records > 3 * 20, $"a journal of {records} records is no release of the whole sample");
        Assert.True(failures.IsEmpty, string.Join('\n', failures.Order(StringComparer.Ordinal)));
    }

    /// <summary>Seals the release and delivers it undisturbed: the measure for every other run.</summary>
    private static async Task<(int Records, ImmutableArray<string> Changes)> CompleteAsync(SampleFixture sample)
    {
        await using var registry = await RegistryFixture.StartAsync();
        using var key = new SealingKey();
        var drayage = new BuiltDrayage(sample.Root).Against(registry);
        (await drayage.RunAsync(["release", .. await key.ArgumentsAsync(drayage)])).Ended(0);
        return ((await File.ReadAllLinesAsync(sample.Git.Directory["dist", "journal.jsonl"], Cancellation)).Length, SuccessfulChanges.Of(registry.Served));
    }

    /// <returns>What went wrong; null when nothing did.</returns>
    private static async Task<string?> TryAsync(SampleFixture sample, string point, ImmutableArray<string> changes)
    {
        await using var registry = await RegistryFixture.StartAsync();
        using var copy = await SealedCopy.OfAsync(sample.Root);

        var killed = await copy.Drayage.Against(registry).With("DRAYAGE_KILL_AT", point).RunAsync("resume");
        if (killed.ExitCode != BuiltDrayage.KilledExitCode)
            return $"the killed run ended with {killed.ExitCode}\n{killed.Error}";
        var resumed = await copy.Drayage.Against(registry).RunAsync("resume");
        if (resumed.ExitCode != 0)
            return $"the resumed run ended with {resumed.ExitCode}\n{resumed.Error}";
        var status = await copy.Drayage.RunAsync("status", "--json");
        if (!status.Json().GetProperty("complete").GetBoolean())
            return $"the status is not complete\n{status.Output}";
        if (SuccessfulChanges.Beyond(registry.Served, changes) is { IsEmpty: false } further)
            return $"sent what an undisturbed release does not send: {string.Join(", ", further)}";
        var verified = await copy.Drayage.Against(registry).RunAsync("verify");
        return verified.ExitCode == 0 ? null : $"the destinations do not hold the release\n{verified.Output}";
    }
}
