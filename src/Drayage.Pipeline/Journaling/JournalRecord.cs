namespace Drayage.Pipeline.Journaling;

/// <summary>One record.</summary>
/// <param name="Number">Counts from 1 without gaps.</param>
public sealed record JournalRecord(long Number, DateTimeOffset At, JournalEvent Event);
