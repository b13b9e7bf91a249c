using System.Collections.Concurrent;
using Xunit;

namespace Drayage.Acceptance.Withdrawing;

/// <summary>The process is killed beside every record of a withdrawal; a second try completes it and repeats nothing.</summary>
public sealed class WithdrawKillTests(TwoReleases two) : IClassFixture<TwoReleases>
{
    private const int SideBySide = 4;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_withdrawal_that_is_killed_at_any_record_is_completed_by_the_next()
    {
        var (from, to, before, changes) = await CompleteAsync();
        // After a record is before the next one, but for what is sent between them: each record is met from one side.
        var points = Enumerable.Range(from + 1, to - from).Select(record => record % 2 == 0 ? $"before:{record}" : $"after:{record}").ToArray();
        var failures = new ConcurrentBag<string>();

        await Parallel.ForEachAsync(points, new ParallelOptions { MaxDegreeOfParallelism = SideBySide, CancellationToken = Cancellation }, async (point, _) =>
        {
            try
            {
                await TryAsync(point, before, changes);
            }
            catch (Xunit.Sdk.XunitException failed)
            {
                failures.Add($"{point}: {failed.Message}");
            }
        });

        TestContext.Current.TestOutputHelper?.WriteLine($"{points.Length} kill points, {failures.Count} failures");
        Assert.True(to - from >= 3 * 4, $"{to - from} records are no withdrawal");
        Assert.True(failures.IsEmpty, string.Join('\n', failures));
    }

    /// <summary>Withdraws undisturbed: the measure for every other run.</summary>
    private async Task<(int From, int To, string? Before, string[] Changes)> CompleteAsync()
    {
        await using var copy = await two.CopyAsync();
        var before = await copy.DigestOfAsync("1.4.0");
        var from = RecordsOf(copy);
        (await copy.Drayage.RunAsync("withdraw", "v1.5.0", "--yes")).Ended(0);
        return (from, RecordsOf(copy), before, [.. copy.Changes.Order(StringComparer.Ordinal)]);
    }

    private async Task TryAsync(string point, string? before, string[] changes)
    {
        await using var copy = await two.CopyAsync();
        (await copy.Drayage.With("DRAYAGE_KILL_AT", point).RunAsync("withdraw", "v1.5.0", "--yes")).Ended(BuiltDrayage.KilledExitCode);
        (await copy.Drayage.RunAsync("withdraw", "v1.5.0", "--yes")).Ended(0);
        await WithdrawTests.RequireWithdrawnAsync(copy, before);
        Assert.Equal(changes, copy.Changes.Order(StringComparer.Ordinal));
        (await copy.Drayage.RunAsync("status")).Ended(0);
    }

    private static int RecordsOf(ReleasedCopy releases) => File.ReadAllLines(Path.Combine(releases.Root, "dist", "journal.jsonl")).Length;
}
