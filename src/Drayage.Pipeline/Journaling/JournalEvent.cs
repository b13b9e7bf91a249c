using Drayage.Model;

namespace Drayage.Pipeline.Journaling;

/// <summary>What the journal records: intents before effects, and observations after them. Never edited, only added to.</summary>
public abstract record JournalEvent
{
    private JournalEvent()
    {
    }

    /// <summary>The first record: which release the journal is about.</summary>
    /// <param name="Waybill">Digest of the waybill's payload.</param>
    public sealed record Opened(Digest Waybill) : JournalEvent;

    /// <summary>A runner took the journal up: the records that follow are its own.</summary>
    /// <param name="Runner">Host and process.</param>
    /// <param name="Token">Fencing token; greater than that of every taking before.</param>
    public sealed record Taken(string Runner, long Token) : JournalEvent;

    /// <summary>A record about one effect of one consignment.</summary>
    public abstract record OfEffect(string Consignment, string Effect) : JournalEvent;

    /// <summary>The effect is about to be sent. Without a later record it is in doubt.</summary>
    public sealed record Intended(string Consignment, string Effect) : OfEffect(Consignment, Effect);

    /// <summary>The destination answered that it took the effect.</summary>
    public sealed record Sent(string Consignment, string Effect) : OfEffect(Consignment, Effect);

    /// <summary>The destination was seen to hold exactly what the effect states.</summary>
    public sealed record Observed(string Consignment, string Effect, string Evidence, string? Url) : OfEffect(Consignment, Effect);

    /// <summary>The effect did not come about, or nobody knows whether it did.</summary>
    /// <param name="IsTransient">True when trying again may help.</param>
    public sealed record Failed(string Consignment, string Effect, string Message, string? Because, string? Hint, bool IsTransient)
        : OfEffect(Consignment, Effect);

    /// <summary>The destination holds something else in the effect's place.</summary>
    public sealed record Conflicted(string Consignment, string Effect, string Found) : OfEffect(Consignment, Effect);
}
