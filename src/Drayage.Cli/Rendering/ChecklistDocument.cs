using System.Collections.Immutable;
using System.Text.Json;
using Drayage.Cli.Checking;

namespace Drayage.Cli.Rendering;

/// <summary>The output of <c>drayage check --json</c>.</summary>
internal sealed record ChecklistDocument(bool Good, ImmutableArray<CheckedPointDocument> Points)
{
    public static string Write(ImmutableArray<CheckedPoint> points) => JsonSerializer.Serialize(
        new ChecklistDocument(
            !points.Any(point => point.Outcome is CheckOutcome.Bad),
            [.. points.Select(point => new CheckedPointDocument(point.Name, point.Outcome.Word, point.Outcome.Evidence, (point.Outcome as CheckOutcome.Bad)?.Hint))]),
        ReportJson.Readable.ChecklistDocument);
}

internal sealed record CheckedPointDocument(string Name, string Outcome, string Evidence, string? Hint);
