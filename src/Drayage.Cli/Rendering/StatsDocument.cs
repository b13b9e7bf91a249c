using System.Collections.Immutable;
using System.Text.Json;
using Drayage.Cli.Runs.Counting;
using Drayage.Model;
using Drayage.Pipeline.Statistics;

namespace Drayage.Cli.Rendering;

/// <summary>The output of <c>drayage stats --json</c>.</summary>
/// <param name="Untold">What no interface tells, one sentence each.</param>
/// <param name="Failures">Destinations that could not be asked.</param>
internal sealed record StatsDocument(int ExitCode, ImmutableArray<CountDocument> Counts, ImmutableArray<string> Untold, ImmutableArray<string> Failures)
{
    public static string Write(CountedProject counted, ImmutableArray<DownloadHistory> histories, ExitCode code) => JsonSerializer.Serialize(
        new StatsDocument((int)code, [.. histories.Select(Of)], counted.Untold, [.. counted.Failures.Select(failure => failure.Message)]),
        ReportJson.Readable.StatsDocument);

    private static CountDocument Of(DownloadHistory history) => new(
        history.Count.Destination,
        history.Count.Package,
        history.Count.Item,
        history.Count.Total,
        [.. history.Spans.Select(span => new SpanDocument(span.From, span.To, span.Count))]);
}

/// <param name="Total">Absent where only days are told.</param>
internal sealed record CountDocument(string Destination, string Package, string Item, long? Total, ImmutableArray<SpanDocument> Spans);

/// <param name="From">The first day, UTC.</param>
/// <param name="To">The day after the last.</param>
internal sealed record SpanDocument(DateOnly From, DateOnly To, long Count);
