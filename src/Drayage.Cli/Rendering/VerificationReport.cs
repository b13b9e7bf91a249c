using System.Collections.Immutable;
using System.Text.Json;
using Drayage.Cli.Runs;
using Drayage.Sealing.Keys;
using Drayage.Sealing.Waybills;
using Spectre.Console;

namespace Drayage.Cli.Rendering;

/// <summary>Shows a verification.</summary>
internal static class VerificationReport
{
    public static void Write(Terminal terminal, SealedWaybill waybill, VerificationKey key, ImmutableArray<Finding> findings, bool json)
    {
        if (json)
        {
            var document = new VerificationDocument(waybill.Digest.ToString(), key.KeyId, findings.All(f => f.Holds), findings);
            terminal.Output.WriteLine(JsonSerializer.Serialize(document, ReportJson.Readable.VerificationDocument));
            return;
        }

        terminal.Output.WriteLine($"signature holds: waybill {waybill.Digest}, key {key.KeyId}");
        foreach (var finding in findings)
            terminal.Results.MarkupLine($"{(finding.Holds ? "[green]holds[/]" : "[red]differs[/]")}  {Markup.Escape(finding.Place)}  {Markup.Escape(finding.Subject)}  {Markup.Escape(finding.Evidence)}");
        var wrong = findings.Count(f => !f.Holds);
        terminal.Output.WriteLine(wrong == 0 ? $"verified: {findings.Length} of {findings.Length}" : $"{wrong} of {findings.Length} {(wrong == 1 ? "does" : "do")} not hold");
    }
}

/// <summary>The output of <c>drayage verify --json</c>.</summary>
internal sealed record VerificationDocument(string Release, string Key, bool Verified, ImmutableArray<Finding> Findings);
