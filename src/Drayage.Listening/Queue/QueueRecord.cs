using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Drayage.Model;

namespace Drayage.Listening.Queue;

/// <summary>What the queue remembers. Never edited, only added to.</summary>
internal abstract record QueueRecord(DateTimeOffset At)
{
    /// <summary>A message was seen: it does nothing when it comes again.</summary>
    /// <param name="Keys">By what it is known: a delivery id, an event id, a release's id.</param>
    public sealed record Seen(DateTimeOffset At, ImmutableArray<string> Keys) : QueueRecord(At);

    /// <summary>A release shall be looked at, because of a message.</summary>
    public sealed record Wanted(DateTimeOffset At, long Entry, string Tag, Digest? Waybill, ImmutableArray<string> Keys) : QueueRecord(At);

    /// <summary>Its waybill was checked.</summary>
    public sealed record Resolved(DateTimeOffset At, long Entry, Digest Waybill) : QueueRecord(At);

    /// <summary>A run for it began.</summary>
    public sealed record Started(DateTimeOffset At, long Entry) : QueueRecord(At);

    /// <summary>Nothing more is done for it.</summary>
    public sealed record Ended(DateTimeOffset At, long Entry, EntryEnd End, string? Message) : QueueRecord(At);

    /// <summary>Releases that were published until then are history.</summary>
    public sealed record Baseline(DateTimeOffset At, DateTimeOffset Until) : QueueRecord(At);
}

/// <summary>How an entry ended.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<EntryEnd>))]
internal enum EntryEnd
{
    Complete,

    /// <summary>Another entry is about the same waybill.</summary>
    Duplicate,

    Refused,
}
