using System.Collections.Immutable;

namespace Drayage.Pipeline.Journaling.Timelines;

/// <summary>A journal told by consignment: who did what when, and how long it took.</summary>
/// <param name="Takings">Every run that took the journal up.</param>
/// <param name="Consignments">In the order in which they were begun.</param>
public sealed record Timeline(ImmutableArray<Taking> Takings, ImmutableArray<ConsignmentTimeline> Consignments);

/// <param name="Runner">Host and process.</param>
/// <param name="Token">Its fencing token.</param>
public sealed record Taking(string Runner, long Token, DateTimeOffset At);

/// <summary>What happened to one consignment.</summary>
public sealed record ConsignmentTimeline(string Consignment, ImmutableArray<TimelineEntry> Entries)
{
    public DateTimeOffset Begun => Entries[0].At;

    /// <summary>When the last thing happened to it.</summary>
    public DateTimeOffset Ended => Entries[^1].At;
}

/// <summary>One record of a consignment.</summary>
/// <param name="Number">Of the record.</param>
/// <param name="Runner">Who wrote it.</param>
/// <param name="Event">As the journal names it: intended, sent, observed, failed, conflicted.</param>
/// <param name="Elapsed">Since the effect was announced last; null for announcements and for what was never announced.</param>
/// <param name="Note">Evidence, the failure's words, or what was found instead.</param>
public sealed record TimelineEntry(long Number, DateTimeOffset At, string Runner, string Event, string Effect, TimeSpan? Elapsed, string? Note);
