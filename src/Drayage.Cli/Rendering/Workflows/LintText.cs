using Drayage.Workflows.Linting;
using Drayage.Workflows.Linting.Reports;
using Spectre.Console;

namespace Drayage.Cli.Rendering.Workflows;

/// <summary>Findings for people, with the lines that they are about.</summary>
internal static class LintText
{
    public static void Write(Terminal terminal, LintReport report)
    {
        foreach (var finding in report.Findings)
            Write(terminal, finding);
        terminal.Output.WriteLine(Summary(report));
    }

    public static string Summary(LintReport report)
    {
        var counts = string.Join(", ", new[] { Severity.Error, Severity.Warning, Severity.Note }.Select(severity => Counted(report.Count(severity), severity.ToString().ToLowerInvariant())));
        var suppressed = report.Suppressed.IsEmpty ? "" : $"; {report.Suppressed.Length} suppressed";
        return $"{Counted(report.FileCount, "file")}: {(report.Findings.IsEmpty ? "nothing found" : counts)}{suppressed}";
    }

    private static void Write(Terminal terminal, Finding finding)
    {
        var (label, colour) = finding.Severity switch
        {
            Severity.Error => ("error", "red"),
            Severity.Warning => ("warning", "yellow"),
            _ => ("note", "blue"),
        };
        Line(terminal, $"[{colour}]{label}[[{finding.Rule}]]:[/] {Markup.Escape(finding.Message)}");
        if (SourceExcerpt.Of(finding.Source, finding.Place) is { } excerpt)
            WriteExcerpt(terminal, finding, excerpt, colour);
        else
            Line(terminal, $"  [grey]-->[/] {Markup.Escape(finding.Source.Path)}");
        if (finding.Because is { } because)
            Line(terminal, $"  [grey]because:[/] {Markup.Escape(because)}");
        if (finding.Hint is { } hint)
            Line(terminal, $"  [green]hint:[/] {Markup.Escape(hint)}");
        terminal.Output.WriteLine();
    }

    private static void WriteExcerpt(Terminal terminal, Finding finding, SourceExcerpt excerpt, string colour)
    {
        var number = excerpt.Number.ToString();
        var margin = new string(' ', number.Length);
        Line(terminal, $"{margin} [grey]-->[/] {Markup.Escape($"{finding.Source.Path}:{finding.Place.Line}:{finding.Place.Column}")}");
        Line(terminal, $"{margin} [grey]|[/]");
        Line(terminal, $"[grey]{number} |[/] {Markup.Escape(excerpt.Text)}");
        Line(terminal, $"{margin} [grey]|[/] [{colour}]{excerpt.Carets}[/]");
    }

    // A long line is cut by the terminal, not broken: carets would stand under the wrong text.
    private static void Line(Terminal terminal, string markup) =>
        terminal.Results.Write(new Markup(markup + "\n") { Overflow = Overflow.Crop });

    private static string Counted(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";
}
