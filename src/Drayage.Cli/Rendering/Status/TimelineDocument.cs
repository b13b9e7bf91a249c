using System.Collections.Immutable;
using Drayage.Pipeline.Journaling.Timelines;

namespace Drayage.Cli.Rendering.Status;

/// <summary>The timeline in <c>drayage status --timeline --json</c>. Durations are seconds.</summary>
internal sealed record TimelineDocument(ImmutableArray<Taking> Runs, ImmutableArray<ConsignmentTimes> Consignments)
{
    public static TimelineDocument Of(Timeline timeline) => new(
        timeline.Takings,
        [.. timeline.Consignments.Select(c => new ConsignmentTimes(c.Consignment, c.Begun, c.Ended, (c.Ended - c.Begun).TotalSeconds, [.. c.Entries.Select(Of)]))]);

    private static TimelineMoment Of(TimelineEntry entry) =>
        new(entry.Number, entry.At, entry.Runner, entry.Event, entry.Effect, entry.Elapsed?.TotalSeconds, entry.Note);
}

internal sealed record ConsignmentTimes(string Id, DateTimeOffset Begun, DateTimeOffset Ended, double Seconds, ImmutableArray<TimelineMoment> Records);

/// <param name="Seconds">Since the effect was announced last.</param>
internal sealed record TimelineMoment(long Number, DateTimeOffset At, string Runner, string Event, string Effect, double? Seconds, string? Note);
