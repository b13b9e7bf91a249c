using System.Collections.Immutable;
using System.Text.Json;
using Drayage.Workflows.Linting;

namespace Drayage.Cli.Rendering.Workflows;

/// <summary>The output of <c>drayage workflow lint --json</c>.</summary>
/// <param name="Files">How many files were looked at.</param>
internal sealed record LintDocument(int Files, int Errors, int Warnings, int Notes, ImmutableArray<FindingDocument> Findings, ImmutableArray<FindingDocument> Suppressed)
{
    public static void Write(Terminal terminal, LintReport report)
    {
        var document = new LintDocument(
            report.FileCount,
            report.Count(Severity.Error),
            report.Count(Severity.Warning),
            report.Count(Severity.Note),
            [.. report.Findings.Select(finding => FindingDocument.Of(finding))],
            [.. report.Suppressed.Select(suppressed => FindingDocument.Of(suppressed.Finding, suppressed.Reason))]);
        terminal.Output.WriteLine(JsonSerializer.Serialize(document, WorkflowJson.Readable.LintDocument));
    }
}

/// <summary>A finding. Lines and columns are one-based, columns count UTF-16 code units; the end is behind the last character.</summary>
/// <param name="Reason">Of a suppressed finding.</param>
internal sealed record FindingDocument(
    string Rule, string Severity, string File, int Line, int Column, int EndLine, int EndColumn, string Message, string? Because, string? Hint, string? Reason)
{
    public static FindingDocument Of(Finding finding, string? reason = null)
    {
        var end = finding.Source.Place(finding.Place.End, finding.Place.End);
        return new FindingDocument(
            finding.Rule,
            finding.Severity.ToString().ToLowerInvariant(),
            finding.Source.Path,
            finding.Place.Line,
            finding.Place.Column,
            end.Line,
            end.Column,
            finding.Message,
            finding.Because,
            finding.Hint,
            reason);
    }
}
