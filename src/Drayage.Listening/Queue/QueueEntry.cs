using Drayage.Model;

namespace Drayage.Listening.Queue;

/// <summary>A release that was heard of, and how far it is.</summary>
/// <param name="Number">Counts from 1.</param>
/// <param name="Tag">Tag of the release.</param>
/// <param name="Waybill">Digest that was told or found; to be believed where <see cref="IsResolved"/>.</param>
internal sealed record QueueEntry(long Number, string Tag, Digest? Waybill)
{
    /// <summary>Whether the waybill was fetched and checked.</summary>
    public bool IsResolved { get; init; }

    /// <summary>Runs that began.</summary>
    public int Runs { get; init; }

    /// <summary>Null while something is to be done.</summary>
    public EntryEnd? End { get; init; }

    public bool IsOpen => End is null;
}
