using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Drayage.Cli.Rendering.Status;
using Drayage.Cli.Runs;
using Drayage.Cli.Runs.Delivery;
using Drayage.Model;
using Drayage.Model.Delivery;
using Drayage.Model.Waybills;
using Drayage.Pipeline.Delivery;
using Drayage.Pipeline.Layout;
using Drayage.Platform.Storage;
using Drayage.Sealing.Waybills;
using Drayage.Workflows.Explaining;

namespace Drayage.Cli.Rendering;

/// <summary>The report of a delivery: a table on the terminal, JSON and Markdown (for a CI job summary) in <c>dist/</c>.</summary>
internal static class ReleaseReport
{
    public static async Task WriteAsync(
        Composition composition, WorkLayout layout, SealedWaybill waybill, DeliveryResult result, bool json, CancellationToken cancellationToken, ReportScope? scope = null)
    {
        var resume = scope?.Resume ?? "drayage resume";
        var document = new ReleaseDocument(
            waybill.Waybill.Project,
            waybill.Digest.ToString(),
            waybill.Waybill.Commit,
            (int)result.ExitCode,
            [.. waybill.Waybill.Artifacts.Select(ArtifactReport.Of)],
            StatusDocument.Of(waybill, result.State, scope).Consignments,
            result.Survived);
        var text = JsonSerializer.Serialize(document, ReportJson.Readable.ReleaseDocument);
        await AtomicFile.WriteAsync(layout.ReportJson, Encoding.UTF8.GetBytes(text + "\n"), cancellationToken);
        await AtomicFile.WriteAsync(layout.ReportMarkdown, Encoding.UTF8.GetBytes(Markdown(document)), cancellationToken);
        if (json)
            composition.Terminal.Output.WriteLine(text);
        else
            Table(composition.Terminal, document);
        Failures(composition.Terminal, result.Outcomes, resume);
        Remainder(composition.Terminal, waybill.Waybill, document, result.Outcomes, resume);
    }

    /// <summary>What this run was not to deliver.</summary>
    private static void Remainder(Terminal terminal, Waybill waybill, ReleaseDocument document, ImmutableArray<ConsignmentOutcome> outcomes, string resume)
    {
        var open = document.Consignments
            .Where(c => !c.Notice && c.Status != ConsignmentStatus.Delivered && !outcomes.Any(o => o.Consignment.Id == c.Id))
            .ToLookup(c => c.Status == ConsignmentStatus.HandedOver, c => c.Id);
        if (open[false].Any())
            terminal.Error.WriteLine($"not asked for and left: {string.Join(", ", open[false])}; deliver with: {resume}");
        if (open[true].Any())
            terminal.Error.WriteLine($"phase 2 is handed over: {string.Join(", ", open[true])}; it goes on with the event release.published, or with: {HandOver.Command(waybill)}");
    }

    private static void Table(Terminal terminal, ReleaseDocument document)
    {
        var table = new ResultTable(new("consignment") { IsName = true }, "to", new("version") { IsName = true, IsSparable = true }, new("status") { IsName = true });
        foreach (var consignment in document.Consignments)
            table.AddRow(consignment.Id, consignment.Address, consignment.Version, consignment.Status);
        table.Write(terminal);
        terminal.Output.WriteLine($"{Counted.Of(document.Artifacts.Length, "artifact")}, {Counted.Of(document.Consignments.Length, "consignment")}, waybill {document.Release}");
    }

    private static void Failures(Terminal terminal, ImmutableArray<ConsignmentOutcome> outcomes, string resume)
    {
        foreach (var failed in outcomes.OfType<ConsignmentOutcome.Failed>())
        {
            ErrorMessage.Write(terminal, failed.Consignment, failed.Error);
            if (AnswerExplainer.ExplainEvidence(failed.Error.Because ?? failed.Error.Message) is { } recognised)
                terminal.Error.WriteLine($"more: drayage explain {recognised.Failure.Id}");
        }

        foreach (var blocked in outcomes.OfType<ConsignmentOutcome.Blocked>())
            terminal.Error.WriteLine($"{blocked.Consignment.Id} was not sent: it needs {blocked.By}, which is not delivered");
        var untold = outcomes.Where(o => o is ConsignmentOutcome.Failed && o.Consignment.IsNotice).Select(o => o.Consignment.Id).ToArray();
        if (untold.Length > 0)
            terminal.Error.WriteLine($"not told: {string.Join(", ", untold)}; the release does not depend on it; tell it again with: {resume}");
        if (outcomes.Any(o => !o.Consignment.IsNotice && o is ConsignmentOutcome.Failed or ConsignmentOutcome.Blocked))
            terminal.Error.WriteLine($"what is delivered stays; go on with: {resume}");
        else if (outcomes.Any(o => o is ConsignmentOutcome.Staged or ConsignmentOutcome.Left))
            terminal.Error.WriteLine(ReleaseStages.Left(ReleaseStage.Stage));
    }

    private static string Markdown(ReleaseDocument document)
    {
        var text = new StringBuilder();
        text.AppendLine($"## {document.Project}: release {(document.ExitCode == 0 ? "complete" : "not complete")}").AppendLine();
        text.AppendLine($"Commit `{document.Commit}`, waybill `{document.Release}`").AppendLine();
        text.AppendLine("| consignment | to | version | phase | status |").AppendLine("|---|---|---|---|---|");
        foreach (var c in document.Consignments)
            text.AppendLine($"| {c.Id} | {c.Address} | {c.Version} | {c.Phase} | {c.Status} |");
        text.AppendLine().AppendLine("| artifact | kind | platform | size | digest |").AppendLine("|---|---|---|---:|---|");
        foreach (var a in document.Artifacts)
            text.AppendLine($"| {a.Name} | {a.Kind} | {a.Platform ?? "any"} | {ByteCount.Text(a.Size)} | `{a.Digest}` |");
        foreach (var (consignment, effect) in document.Consignments.SelectMany(c => c.Effects.Where(e => e.Message is not null).Select(e => (c, e))))
            text.AppendLine().AppendLine($"- {(consignment.Notice ? "warning: " : "")}{effect.Effect}: {effect.Message}{(effect.Because is null ? "" : $" ({effect.Because})")}{(effect.Explained is null ? "" : $"; `drayage explain {effect.Explained}`")}");
        return text.ToString();
    }
}

/// <summary>What a report is about.</summary>
/// <param name="Consignments">Those that concern this machine.</param>
/// <param name="Resume">The command that goes on with them.</param>
internal sealed record ReportScope(ImmutableArray<Consignment> Consignments, string Resume);

/// <summary>The output of <c>drayage release --json</c>, also <c>dist/report.json</c>.</summary>
internal sealed record ReleaseDocument(
    string Project,
    string Release,
    string Commit,
    int ExitCode,
    ImmutableArray<ArtifactReport> Artifacts,
    ImmutableArray<ConsignmentStatus> Consignments,
    FaultsDocument? Faults = null);
