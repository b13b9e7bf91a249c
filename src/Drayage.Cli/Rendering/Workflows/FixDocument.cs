using System.Collections.Immutable;
using System.Text.Json;
using Drayage.Workflows.Fixing;
using Drayage.Workflows.Fixing.Diffs;

namespace Drayage.Cli.Rendering.Workflows;

/// <summary>The output of <c>drayage workflow fix --json</c>.</summary>
/// <param name="Files">How many files were looked at.</param>
/// <param name="Written">Whether the changes stand in the files.</param>
internal sealed record FixDocument(int Files, bool Written, ImmutableArray<FixedFileDocument> Changed, ImmutableArray<RefusedFileDocument> Refused, ImmutableArray<LeftDocument> Left)
{
    public static void Write(Terminal terminal, FixReport report, bool isWritten)
    {
        var document = new FixDocument(
            report.FileCount,
            isWritten && report.Changed.Any(),
            [.. report.Changed.Select(file => new FixedFileDocument(file.Path, UnifiedDiff.Of(file.Path, file.Before, file.After), [.. file.Repairs.Select(repair => new RepairDocument(repair.Rule, repair.Path, repair.Line, repair.What))]))],
            [.. report.Refused.Select(file => new RefusedFileDocument(file.Path, file.Refusal!))],
            [.. report.Left.Select(left => LeftDocument.Of(left, isWritten))]);
        terminal.Output.WriteLine(JsonSerializer.Serialize(document, WorkflowJson.Readable.FixDocument));
    }
}

/// <param name="Diff">In the unified format.</param>
internal sealed record FixedFileDocument(string File, string Diff, ImmutableArray<RepairDocument> Repairs);

/// <param name="File">That the finding stood in.</param>
/// <param name="Line">One-based, in the file before the repairs.</param>
internal sealed record RepairDocument(string Rule, string File, int Line, string What);

/// <param name="Reason">Why the file stays as it is.</param>
internal sealed record RefusedFileDocument(string File, string Reason);

/// <param name="Line">One-based, in the file as it stands now.</param>
/// <param name="Page">Explains the rule, in Drayage's documentation.</param>
internal sealed record LeftDocument(string Rule, string Severity, string File, int Line, string Message, string? Hint, string Page)
{
    public static LeftDocument Of(LeftFinding left, bool isWritten) => new(
        left.Finding.Rule,
        left.Finding.Severity.ToString().ToLowerInvariant(),
        left.Finding.Source.Path,
        isWritten ? left.Finding.Place.Line : left.Line,
        left.Finding.Message,
        left.Finding.Hint,
        $"docs/lint/{left.Finding.Rule}.md");
}
