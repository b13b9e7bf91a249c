using Drayage.Workflows.Fixing;
using Drayage.Workflows.Fixing.Diffs;
using Spectre.Console;

namespace Drayage.Cli.Rendering.Workflows;

/// <summary>Repairs for people: first the difference, then what it mends and what is left.</summary>
internal static class FixText
{
    private const int MostPlaces = 3;

    public static void WriteDiff(Terminal terminal, FixReport report)
    {
        foreach (var file in report.Changed)
            terminal.Output.Write(UnifiedDiff.Of(file.Path, file.Before, file.After));
        if (report.Changed.Any())
            terminal.Output.WriteLine();
    }

    public static void WriteSummary(Terminal terminal, FixReport report, bool isWritten)
    {
        foreach (var repair in report.Changed.SelectMany(file => file.Repairs))
            Line(terminal, $"[green]{(isWritten ? "repaired" : "repair")}[[{repair.Rule}]]:[/] {Markup.Escape($"{repair.Path}:{repair.Line}: {repair.What}")}");
        foreach (var file in report.Refused)
            Line(terminal, $"[red]refused:[/] {Markup.Escape($"{file.Path}: {file.Refusal}; the file stays as it is")}");
        foreach (var rule in report.Left.GroupBy(left => left.Finding.Rule).OrderByDescending(rule => rule.Max(left => left.Finding.Severity)))
        {
            var places = string.Join(", ", rule.Take(MostPlaces).Select(left => $"{left.Finding.Source.Path}:{(isWritten ? left.Finding.Place.Line : left.Line)}"));
            var more = rule.Count() > MostPlaces ? $" and {rule.Count() - MostPlaces} more" : "";
            Line(terminal, $"[yellow]left to you[[{rule.Key}]]:[/] {Markup.Escape($"{places}{more}: docs/lint/{rule.Key}.md")}");
        }

        terminal.Output.WriteLine(Summary(report, isWritten));
    }

    private static string Summary(FixReport report, bool isWritten)
    {
        var repairs = report.Changed.Sum(file => file.Repairs.Length);
        var left = report.Left.IsEmpty ? "" : $"; {Counted(report.Left.Length, "finding")} left to you";
        var changed = report.Changed.Count();
        return $"{Counted(report.FileCount, "file")}: " + (changed == 0 ? "nothing to repair"
            : isWritten ? $"{Counted(repairs, "repair")} in {Counted(changed, "file")} written"
            : $"{Counted(repairs, "repair")} in {Counted(changed, "file")}, not written: --write does") + left;
    }

    private static void Line(Terminal terminal, string markup) =>
        terminal.Results.Write(new Markup(markup + "\n") { Overflow = Overflow.Fold });

    private static string Counted(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";
}
