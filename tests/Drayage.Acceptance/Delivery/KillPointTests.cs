using System.Collections.Concurrent;
using Drayage.Acceptance.Repositories;
using Drayage.Testing;
using Xunit;

namespace Drayage.Acceptance.Delivery;

/// <summary>
/// The process is killed, as SIGKILL does it, before and after every record of a release's journal. From each of these instants
/// the release must be completed by a second run, with its journal, without, and on another machine with a journal that both share,
/// with everything delivered once.
/// </summary>
[Collection(nameof(KillMatrices))]
public sealed class KillPointTests(DeliveredSample sample, PostgresServer postgres, ITestOutputHelper output)
{
    // Runs in doubt wait for the destination's index and use no processor meanwhile.
    private const int SideBySide = 4;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_release_that_is_killed_at_any_record_is_completed_by_resume()
    {
        var kills = Enumerable.Range(1, sample.Records).SelectMany(KillsAt).ToArray();
        var failures = new ConcurrentBag<string>();

        await Parallel.ForEachAsync(kills, new ParallelOptions { MaxDegreeOfParallelism = SideBySide, CancellationToken = Cancellation }, async (kill, _) =>
        {
            if (await TryAsync(kill.Point, kill.After) is { } failure)
                failures.Add($"{kill.Point}, {kill.After}: {failure}");
        });

        output.WriteLine(
            $"{2 * sample.Records} kill points before and after journal records; {kills.Count(kill => kill.After == AfterKill.SameMachine)} tried with the journal, "
            + $"{kills.Count(kill => kill.After == AfterKill.JournalLost)} without, {kills.Count(kill => kill.After == AfterKill.OtherMachine)} with one in PostgreSQL, {failures.Count} failures");
        Assert.True(sample.Records > 3 * 20, $"a journal of {sample.Records} records is no release of the whole sample");
        Assert.True(failures.IsEmpty, string.Join('\n', failures.Order(StringComparer.Ordinal)));
    }

    /// <summary>In the sample every fourth loses its journal; in the whole each is tried in every way.</summary>
    private static IEnumerable<(string Point, AfterKill After)> KillsAt(int record) =>
        from point in new[] { $"before:{record}", $"after:{record}" }
        from after in KillSize.IsWhole ? Enum.GetValues<AfterKill>() : [record % 2 == 0 && point.StartsWith('a') ? AfterKill.JournalLost : AfterKill.SameMachine]
        select (point, after);

    /// <returns>What went wrong; null when nothing did.</returns>
    private async Task<string?> TryAsync(string point, AfterKill after)
    {
        await using var registry = await RegistryFixture.StartAsync();
        using var copy = await SealedCopy.OfAsync(sample.Root);

        var shared = after == AfterKill.OtherMachine ? (await postgres.CreateDatabaseAsync()).ConnectionString : null;
        using var elsewhere = shared is null ? null : await SealedCopy.OfAsync(sample.Root);

        var killed = await DeliveredSample.Run(copy, registry, shared).With("DRAYAGE_KILL_AT", point).RunAsync("resume");
        if (killed.ExitCode != BuiltDrayage.KilledExitCode)
            return $"the killed run ended with {killed.ExitCode}\n{killed.Error}";
        if (after == AfterKill.JournalLost)
            File.Delete(copy.Journal);
        return await GoOnAsync(elsewhere ?? copy, registry, shared);
    }

    private async Task<string?> GoOnAsync(SealedCopy copy, RegistryFixture registry, string? shared)
    {
        var resumed = await DeliveredSample.Run(copy, registry, shared).RunAsync("resume");
        if (resumed.ExitCode != 0)
            return $"the resumed run ended with {resumed.ExitCode}\n{resumed.Error}";
        var status = await DeliveredSample.Run(copy, registry, shared).RunAsync("status", "--json");
        if (!status.Json().GetProperty("complete").GetBoolean())
            return $"the status is not complete\n{status.Output}";
        if (SuccessfulChanges.Beyond(registry.Served, sample.Changes) is { IsEmpty: false } further)
            return $"sent what an undisturbed release does not send: {string.Join(", ", further)}";
        var verified = await DeliveredSample.Run(copy, registry, shared).RunAsync("verify");
        return verified.ExitCode == 0 ? null : $"the destinations do not hold the release\n{verified.Output}";
    }
}
