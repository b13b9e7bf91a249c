using System.Collections.Immutable;
using System.CommandLine;
using Drayage.Cli.Rendering;
using Drayage.Cli.Runs.Counting;
using Drayage.Model;
using Drayage.Pipeline.Statistics;

namespace Drayage.Cli.Commands;

/// <summary><c>drayage stats</c></summary>
internal static class StatsCommand
{
    private const int DefaultDays = 30;
    private const int MostDays = 365;
    private const string Items = "item";
    private const string Packages = "package";
    private const string EachDay = "day";

    public static Command Create(Composition composition)
    {
        var directory = SharedOptions.Directory();
        var json = SharedOptions.Json();
        var days = new Option<int>("--days") { Description = "How many days are of interest, up to today.", DefaultValueFactory = _ => DefaultDays };
        var by = new Option<string>("--by") { Description = "A row for each of these.", DefaultValueFactory = _ => Items };
        by.AcceptOnlyFromAmong(Items, Packages, EachDay);
        var svg = new Option<string?>("--svg") { Description = "Draw the days into this file." };
        var snapshots = new Option<string?>("--snapshots") { Description = "File that keeps totals from run to run, so that days can be told where destinations tell totals only." };
        var log = new Option<string[]>("--log") { Description = "Count what the embedded registries served, from a file of drayage serve --log, instead of asking destinations; may be repeated.", DefaultValueFactory = _ => [] };
        var counts = new Option<string[]>("--counts") { Description = "DESTINATION=ADDRESS of the service that counts, where the destination does not say; may be repeated.", DefaultValueFactory = _ => [] };
        var command = new Command("stats", "Tell how often what was released is downloaded: each file, package and day.") { directory, json, by, days, svg, snapshots, log, counts };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var span = parsed.GetValue(days);
            if (span is < 1 or > MostDays)
                throw new ReleaseException(ExitCode.Usage, $"--days: {span} is out of range", null, $"give 1 to {MostDays}");
            var now = composition.Clock.GetUtcNow();
            var to = DateOnly.FromDateTime(now.UtcDateTime);
            var from = to.AddDays(1 - span);
            var addresses = Addresses(parsed.GetValue(counts)!);
            var snapshot = new SnapshotFile(parsed.GetValue(snapshots) is { } file ? Absolute(composition, file) : null);
            var earlier = await snapshot.ReadAsync(cancellationToken);
            var counted = parsed.GetValue(log) is { Length: > 0 } logs
                ? new CountedProject(ServedDownload.Together(logs.SelectMany(file => Served(Absolute(composition, file)))), [], [])
                : await new CountingRun(composition, addresses).RunAsync(SharedOptions.Resolve(composition, parsed.GetValue(directory)), from, to, cancellationToken);
            var histories = DownloadHistory.Of(counted.Counts, earlier, now);
            await snapshot.AddAsync(counted.Counts, now, cancellationToken);
            if (parsed.GetValue(svg) is { } drawing)
                await ResultFile.WriteAsync(Absolute(composition, drawing), DownloadPlot.Draw($"Downloads, {from:yyyy-MM-dd} to {to:yyyy-MM-dd}", histories, from, to), cancellationToken);
            var code = Report(composition.Terminal, counted);
            if (parsed.GetValue(json))
                composition.Terminal.Output.WriteLine(StatsDocument.Write(counted, histories, code));
            else
                Show(new StatsTable(composition.Terminal, to, span), parsed.GetValue(by)!, histories);
            return (int)code;
        });
        return command;
    }

    private static void Show(StatsTable table, string by, ImmutableArray<DownloadHistory> histories)
    {
        if (by == EachDay)
            table.WriteDays(histories);
        else if (by == Packages)
            table.WritePackages(histories);
        else
            table.WriteItems(histories);
    }

    /// <summary>Tells on standard error what is missing.</summary>
    private static ExitCode Report(Terminal terminal, CountedProject counted)
    {
        var code = counted.Failures.IsEmpty ? ExitCode.Done : counted.Counts.IsEmpty ? ExitCode.Refused : ExitCode.Partial;
        foreach (var untold in counted.Untold)
            terminal.Error.WriteLine($"not told: {untold}");
        foreach (var failure in counted.Failures)
            ErrorMessage.Write(terminal, new ReleaseException(code, failure.Message, failure.Because, failure.Hint));
        return code;
    }

    private static ImmutableArray<DownloadCount> Served(string path)
    {
        if (!File.Exists(path))
            throw new ReleaseException(ExitCode.Usage, $"there is no log {path}", null, "name the file that drayage serve --log writes");
        try
        {
            return ServedDownload.Count(File.ReadLines(path));
        }
        catch (FormatException malformed)
        {
            throw new ReleaseException(ExitCode.Refused, $"the log {path} cannot be read", malformed.Message, "take the line out, or name another file");
        }
    }

    private static string Absolute(Composition composition, string file) => Path.GetFullPath(file, composition.Environment.CurrentDirectory);

    private static ImmutableDictionary<string, Uri> Addresses(string[] texts) => texts.Select(text =>
    {
        var at = text.IndexOf('=', StringComparison.Ordinal);
        return at > 0 && Uri.TryCreate(text[(at + 1)..].TrimEnd('/') + "/", UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? KeyValuePair.Create(text[..at], address)
            : throw new ReleaseException(ExitCode.Usage, $"--counts: '{text}' names no service", null, "write DESTINATION=https://HOST/");
    }).ToImmutableDictionary(StringComparer.Ordinal);
}
