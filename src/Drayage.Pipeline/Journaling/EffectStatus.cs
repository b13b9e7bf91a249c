namespace Drayage.Pipeline.Journaling;

/// <summary>The state of one effect, derived from the journal and from nothing else.</summary>
public abstract record EffectStatus
{
    private EffectStatus()
    {
    }

    public abstract string Name { get; }

    /// <summary>Nothing was tried.</summary>
    public sealed record Pending : EffectStatus
    {
        public override string Name => "pending";
    }

    /// <summary>Announced, and no answer recorded: it may or may not have come about.</summary>
    public sealed record InDoubt : EffectStatus
    {
        public override string Name => "in-doubt";
    }

    /// <summary>The destination took it, but was not yet seen to serve it.</summary>
    public sealed record Sent : EffectStatus
    {
        public override string Name => "sent";
    }

    public sealed record Delivered(string Evidence, string? Url, DateTimeOffset At) : EffectStatus
    {
        public override string Name => "delivered";
    }

    public sealed record Failed(JournalEvent.Failed Failure) : EffectStatus
    {
        public override string Name => "failed";
    }

    public sealed record Conflict(string Found) : EffectStatus
    {
        public override string Name => "conflict";
    }

    /// <summary>
    /// The one transition function. A delivered effect stays delivered; everything else may be tried again by announcing it first.
    /// </summary>
    /// <returns>Null for a transition that no run can make: the journal is then not to be trusted.</returns>
    public static EffectStatus? Next(EffectStatus status, JournalEvent.OfEffect happened, DateTimeOffset at) => (status, happened) switch
    {
        (Delivered, JournalEvent.Observed again) => new Delivered(again.Evidence, again.Url, at),
        (Delivered, _) => null,
        (_, JournalEvent.Observed observed) => new Delivered(observed.Evidence, observed.Url, at),
        (_, JournalEvent.Conflicted conflict) => new Conflict(conflict.Found),
        (_, JournalEvent.Failed failed) => new Failed(failed),
        (_, JournalEvent.Intended) => new InDoubt(),
        (InDoubt or Sent, JournalEvent.Sent) => new Sent(),
        _ => null,
    };
}
