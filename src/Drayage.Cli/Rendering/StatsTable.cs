using System.Collections.Immutable;
using System.Globalization;
using Drayage.Pipeline.Statistics;

namespace Drayage.Cli.Rendering;

/// <summary>Downloads as a table: of each file, of each package or of each day.</summary>
/// <param name="terminal">Where it is written.</param>
/// <param name="to">The last day of interest.</param>
/// <param name="days">How many days are of interest.</param>
internal sealed class StatsTable(Terminal terminal, DateOnly to, int days)
{
    private const int Week = 7;

    /// <summary>One row a file, tag or version, those of the busiest package first.</summary>
    public void WriteItems(ImmutableArray<DownloadHistory> histories)
    {
        var table = new ResultTable(
            new("destination") { IsName = true, IsSparable = true },
            new("package") { IsName = true },
            "what",
            new("total") { IsNumber = true },
            new(Title(Week)) { IsNumber = true },
            new(Title(days)) { IsNumber = true });
        foreach (var history in Packages(histories).SelectMany(package => package.OrderByDescending(Weight)))
            table.AddRow([history.Count.Destination, history.Count.Package, history.Count.Item, .. Figures([history])]);
        Write(table, histories);
    }

    /// <summary>One row a package at a destination, the busiest first.</summary>
    public void WritePackages(ImmutableArray<DownloadHistory> histories)
    {
        var table = new ResultTable(
            new("destination") { IsName = true },
            new("package") { IsName = true },
            new("total") { IsNumber = true },
            new(Title(Week)) { IsNumber = true },
            new(Title(days)) { IsNumber = true });
        foreach (var package in Packages(histories))
            table.AddRow([package.Key.Destination, package.Key.Package, .. Figures([.. package])]);
        Write(table, histories);
    }

    /// <summary>One row a package and day of interest, the latest first. Days that are known together alone stand in one row.</summary>
    public void WriteDays(ImmutableArray<DownloadHistory> histories)
    {
        var table = new ResultTable(new("day") { IsName = true }, new("destination") { IsName = true }, new("package") { IsName = true }, new("downloads") { IsNumber = true });
        var rows = histories
            .SelectMany(history => history.Spans.Select(span => (span.From, span.To, history.Count.Destination, history.Count.Package, span.Count)))
            .Where(row => row.To > to.AddDays(1 - days) && row.From <= to)
            .GroupBy(row => (row.From, row.To, row.Destination, row.Package), row => row.Count)
            .OrderByDescending(row => row.Key.From).ThenByDescending(row => row.Key.To).ThenByDescending(row => row.Sum());
        foreach (var row in rows)
            table.AddRow(Text(row.Key.From, row.Key.To), row.Key.Destination, row.Key.Package, Number(row.Sum()));
        Write(table, histories);
    }

    private void Write(ResultTable table, ImmutableArray<DownloadHistory> histories)
    {
        table.Write(terminal);
        terminal.Output.WriteLine($"{Number(histories.Sum(history => history.Count.Total ?? 0))} downloads in all, as far as totals are told");
    }

    private static IOrderedEnumerable<IGrouping<(string Destination, string Package), DownloadHistory>> Packages(ImmutableArray<DownloadHistory> histories) => histories
        .GroupBy(history => (history.Count.Destination, history.Count.Package))
        .OrderByDescending(package => package.Sum(Weight)).ThenBy(package => package.Key.Destination, StringComparer.Ordinal).ThenBy(package => package.Key.Package, StringComparer.Ordinal);

    private string[] Figures(DownloadHistory[] histories) =>
        [Number(Sum(histories, history => history.Count.Total)), Number(Sum(histories, history => history.Within(to, Week))), Number(Sum(histories, history => history.Within(to, days)))];

    /// <summary>What is not told of any is not told of all together.</summary>
    private static long? Sum(DownloadHistory[] histories, Func<DownloadHistory, long?> figure) =>
        histories.Any(history => figure(history) is not null) ? histories.Sum(history => figure(history) ?? 0) : null;

    private static long Weight(DownloadHistory history) => history.Count.Total ?? history.Spans.Sum(span => span.Count);

    private static string Title(int count) => string.Create(CultureInfo.InvariantCulture, $"{count} days");

    private static string Text(DateOnly from, DateOnly end) => end == from.AddDays(1) ? Text(from) : $"{Text(from)} to {Text(end.AddDays(-1))}";

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Number(long? value) => value?.ToString("#,0", CultureInfo.InvariantCulture) ?? "";
}
