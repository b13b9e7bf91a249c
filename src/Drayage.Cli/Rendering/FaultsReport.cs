using System.Text;
using Drayage.Model;
using Drayage.Pipeline.Layout;

namespace Drayage.Cli.Rendering;

/// <summary>Prints what a rehearsal survived, and leaves it in the rehearsal's report.</summary>
internal static class FaultsReport
{
    private const string Pending = "pending";

    public static async Task WriteAsync(Terminal terminal, WorkLayout layout, FaultsDocument document, bool json, CancellationToken cancellationToken)
    {
        if (!json)
        {
            Table(terminal, document);
            foreach (var line in Lines(document))
                terminal.Output.WriteLine(line);
        }

        await File.AppendAllTextAsync(layout.ReportMarkdown, Markdown(document), cancellationToken);
    }

    private static void Table(Terminal terminal, FaultsDocument document)
    {
        if (document.Destinations.IsEmpty)
            return;
        var table = new ResultTable(new("destination") { IsName = true }, new("fault") { IsName = true }, new("struck") { IsNumber = true }, "delivery");
        foreach (var struck in document.Destinations)
            table.AddRow(struck.Destination, struck.Fault, $"{struck.Struck}", struck.Coping.Describe());
        table.Write(terminal);
    }

    private static IEnumerable<string> Lines(FaultsDocument document)
    {
        var (release, resume) = (document.Runs[0], document.Runs[1]);
        yield return $"faults {document.Script}: {Counted.Of(document.Struck, "request")} struck; the release ended with exit code {release.ExitCode}, {release.Delivered} of {Counted.Of(release.Effects, "effect")} delivered";
        foreach (var left in document.Left.Where(left => left.Status != Pending))
            yield return $"  left for resume: {left.Consignment} {left.Effect}: {left.Status}{(left.Message is null ? "" : $", {left.Message}")}";
        foreach (var waiting in document.Left.Where(left => left.Status == Pending).CountBy(left => left.Consignment))
            yield return $"  left for resume: {waiting.Key}: {Counted.Of(waiting.Value, "effect")} that had not begun";
        yield return resume switch
        {
            { ExitCode: 0 } when document.Left.IsEmpty => "the faults ended; drayage resume had nothing to do: the release is complete",
            { ExitCode: 0 } => $"the faults ended; drayage resume delivered the other {resume.Delivered - release.Delivered}: the release is complete",
            _ => $"the faults ended; drayage resume ended with exit code {resume.ExitCode}, {resume.Delivered} of {Counted.Of(resume.Effects, "effect")} delivered",
        };
    }

    private static string Markdown(FaultsDocument document)
    {
        var text = new StringBuilder("\n### What was survived\n\n| destination | fault | struck | delivery |\n|---|---|---:|---|\n");
        foreach (var struck in document.Destinations)
            text.Append($"| {struck.Destination} | {struck.Fault} | {struck.Struck} | {struck.Coping.Describe()} |\n");
        foreach (var line in Lines(document))
            text.Append($"\n{line.Replace("|", "\\|", StringComparison.Ordinal)}\n");
        return text.ToString();
    }
}
