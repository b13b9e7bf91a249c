using System.Globalization;
using Drayage.Model;
using Drayage.Pipeline.Journaling;
using Drayage.Pipeline.Journaling.Files;
using Drayage.Pipeline.Journaling.Postgres;
using Drayage.Platform.Secrets;

namespace Drayage.Benchmarks.Suites.Journal;

/// <summary>
/// <c>journal PLACE replay</c>, <c>journal PLACE append AT-ONCE</c>: this program as a contender. A place is the path of a file or the
/// name of a variable with a connection string, as <c>env:NAME</c>.
/// </summary>
internal static class JournalVerb
{
    public const string Name = "journal";
    public const string Replay = "replay";
    public const string Append = "append";

    /// <summary>Appends of one run.</summary>
    public const int Appends = 2_000;

    public static Digest Release { get; } = Digest.OfSha256("a release"u8);

    public static IJournalStore Open(string place) => place.StartsWith("env:", StringComparison.Ordinal)
        ? new PostgresJournalStore(
            _ => ValueTask.FromResult(new Secret(Environment.GetEnvironmentVariable(place["env:".Length..])!)), "bench", LeaseTimes.Default, TimeProvider.System, new Redactor())
        : new JournalFileStore(place, "bench", TimeProvider.System);

    public static async Task<int> RunAsync(string place, string what, string? atOnce)
    {
        if (what == Replay)
        {
            JournalState state = await Open(place).ReadAsync(Release, each: null, CancellationToken.None);
            Console.WriteLine($"{state.Records} records, {state.Effects.Count} effects");
            return 0;
        }

        await using IOpenJournal journal = await Open(place).OpenAsync(Release, CancellationToken.None);
        int next = 0;
        await Task.WhenAll(Enumerable.Range(0, int.Parse(atOnce!, CultureInfo.InvariantCulture)).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Increment(ref next) is <= Appends and var number)
            {
                await journal.AppendAsync(new JournalEvent.Intended("ghcr/image", $"put {number}"), CancellationToken.None);
            }
        })));
        return 0;
    }
}
