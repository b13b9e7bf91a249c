using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Drayage.Cli.Rendering.Status;
using Drayage.Cli.Runs;
using Drayage.Model;
using Drayage.Pipeline.Delivery;
using Drayage.Pipeline.Layout;
using Drayage.Platform.Storage;
using Drayage.Sealing.Waybills;

namespace Drayage.Cli.Rendering;

/// <summary>The report of a delivery: a table on the terminal, JSON and Markdown (for a CI job summary) in <c>dist/</c>.</summary>
internal static class ReleaseReport
{
    public static async Task WriteAsync(
        Composition composition, WorkLayout layout, SealedWaybill waybill, DeliveryResult result, bool json, CancellationToken cancellationToken)
    {
        var document = new ReleaseDocument(
            waybill.Waybill.Project,
            waybill.Digest.ToString(),
            waybill.Waybill.Commit,
            (int)result.ExitCode,
            [.. waybill.Waybill.Artifacts.Select(ArtifactReport.Of)],
            StatusDocument.Of(waybill, result.State).Consignments,
            result.Survived);
        var text = JsonSerializer.Serialize(document, ReportJson.Readable.ReleaseDocument);
        await AtomicFile.WriteAsync(layout.ReportJson, Encoding.UTF8.GetBytes(text + "\n"), cancellationToken);
        await AtomicFile.WriteAsync(layout.ReportMarkdown, Encoding.UTF8.GetBytes(Markdown(document)), cancellationToken);
        if (json)
            composition.Terminal.Output.WriteLine(text);
        else
            Table(composition.Terminal, document);
        Failures(composition.Terminal, result.Outcomes);
    }

    private static void Table(Terminal terminal, ReleaseDocument document)
    {
        var table = new ResultTable(new("consignment") { IsName = true }, "to", new("version") { IsName = true, IsSparable = true }, new("status") { IsName = true });
        foreach (var consignment in document.Consignments)
            table.AddRow(consignment.Id, consignment.Address, consignment.Version, consignment.Status);
        table.Write(terminal);
        terminal.Output.WriteLine($"{Counted.Of(document.Artifacts.Length, "artifact")}, {Counted.Of(document.Consignments.Length, "consignment")}, waybill {document.Release}");
    }

    private static void Failures(Terminal terminal, ImmutableArray<ConsignmentOutcome> outcomes)
    {
        foreach (var failed in outcomes.OfType<ConsignmentOutcome.Failed>())
            ErrorMessage.Write(terminal, new ReleaseException(ExitCode.Partial, failed.Error.Message, failed.Error.Because, failed.Error.Hint));
        if (outcomes.Any(o => o is not ConsignmentOutcome.Delivered))
            terminal.Error.WriteLine("the rest is delivered and stays; go on with: drayage resume");
    }

    private static string Markdown(ReleaseDocument document)
    {
        var text = new StringBuilder();
        text.AppendLine($"## {document.Project}: release {(document.ExitCode == 0 ? "complete" : "not complete")}").AppendLine();
        text.AppendLine($"Commit `{document.Commit}`, waybill `{document.Release}`").AppendLine();
        text.AppendLine("| consignment | to | version | status |").AppendLine("|---|---|---|---|");
        foreach (var c in document.Consignments)
            text.AppendLine($"| {c.Id} | {c.Address} | {c.Version} | {c.Status} |");
        text.AppendLine().AppendLine("| artifact | kind | platform | size | digest |").AppendLine("|---|---|---|---:|---|");
        foreach (var a in document.Artifacts)
            text.AppendLine($"| {a.Name} | {a.Kind} | {a.Platform ?? "any"} | {ByteCount.Text(a.Size)} | `{a.Digest}` |");
        foreach (var effect in document.Consignments.SelectMany(c => c.Effects).Where(e => e.Message is not null))
            text.AppendLine().AppendLine($"- {effect.Effect}: {effect.Message}{(effect.Because is null ? "" : $" ({effect.Because})")}");
        return text.ToString();
    }
}

/// <summary>The output of <c>drayage release --json</c>, also <c>dist/report.json</c>.</summary>
internal sealed record ReleaseDocument(
    string Project,
    string Release,
    string Commit,
    int ExitCode,
    ImmutableArray<ArtifactReport> Artifacts,
    ImmutableArray<ConsignmentStatus> Consignments,
    FaultsDocument? Faults = null);
