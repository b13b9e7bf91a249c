using System.Collections.Immutable;
using Drayage.Benchmarks.Measuring;
using Drayage.Benchmarks.Suites.Journal;
using Drayage.Testing;

namespace Drayage.Benchmarks.Suites;

/// <summary>Replaying a long journal, and adding to one, in a file and in PostgreSQL.</summary>
internal static class JournalSuite
{
    private const string Variable = "DRAYAGE_BENCH_JOURNAL";
    private const int Records = 1_000_000;
    private const int FewEffects = 12_000;
    private const int ManyEffects = 250_000;
    private const double MostSeconds = 3;

    private static readonly int[] AtOnce = [1, 16, 64];

    public static IEnumerable<Report> Run(Setting setting)
    {
        string root = Directory.CreateTempSubdirectory("drayage-journal-").FullName;
        try
        {
            yield return Replays(setting, root);
            yield return Appends(setting, root);
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    private static Report Replays(Setting setting, string root)
    {
        var server = new PostgresServer();
        try
        {
            string few = Path.Combine(root, "few.jsonl");
            string many = Path.Combine(root, "many.jsonl");
            string database = Database(server);
            Write(few, FewEffects, database: null);
            Write(many, ManyEffects, database: null);
            Write($"env:{Variable}", FewEffects, database);
            ImmutableArray<Contender> contenders =
            [
                Own("file, 12,000 effects", root, database, few, JournalVerb.Replay),
                Own("file, 250,000 effects", root, database, many, JournalVerb.Replay),
                Own("PostgreSQL, 12,000 effects", root, database, $"env:{Variable}", JournalVerb.Replay),
            ];
            ImmutableArray<Standing> standings = [.. new Race(setting.Runs ?? 5, warmUps: 1).Run(contenders)];
            return new Report("journal-replay", $"{Records:N0} records read, checked and replayed by a new process", standings)
            {
                Sizes = ImmutableDictionary<string, long>.Empty.Add("12,000 effects", new FileInfo(few).Length).Add("250,000 effects", new FileInfo(many).Length),
                Verdicts = [Verdict.AtMost("seconds of the file", standings[0].WallSeconds, MostSeconds)],
            };
        }
        finally
        {
            server.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    private static Report Appends(Setting setting, string root)
    {
        var server = new PostgresServer();
        try
        {
            string file = Path.Combine(root, "append.jsonl");
            ImmutableArray<Contender> contenders =
            [
                .. AtOnce.Select(many => Own($"file, {many} at once", root, "", file, JournalVerb.Append, $"{many}") with { Prepare = () => File.Delete(file) }),
                .. AtOnce.Select(many => Own($"PostgreSQL, {many} at once", root, Database(server), $"env:{Variable}", JournalVerb.Append, $"{many}")),
            ];
            return new Report("journal-append", $"{JournalVerb.Appends:N0} records, each safe before the next of the same effect", [.. new Race(setting.Runs ?? 3, warmUps: 1).Run(contenders)]);
        }
        finally
        {
            server.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    private static Contender Own(string name, string directory, string database, params ImmutableArray<string> arguments) =>
        new(name, Environment.ProcessPath!, [JournalVerb.Name, .. arguments])
        {
            Directory = directory,
            Environment = ImmutableDictionary<string, string>.Empty.Add(Variable, database),
        };

    private static string Database(PostgresServer server) => server.CreateDatabaseAsync().GetAwaiter().GetResult().ConnectionString;

    private static void Write(string place, int effects, string? database)
    {
        Environment.SetEnvironmentVariable(Variable, database);
        JournalWriting.WriteAsync(JournalVerb.Open(place), Records, effects).GetAwaiter().GetResult();
    }
}
