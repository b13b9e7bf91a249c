namespace Drayage.Registries.Faults.Scripts;

/// <summary>What happens to a request that is hit.</summary>
public abstract record FaultAction
{
    private FaultAction()
    {
    }

    /// <summary>The word after <c>fault:</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Answers with a status instead of carrying the request out.</summary>
    /// <param name="Code">From 400 to 599.</param>
    /// <param name="Body">Null takes what the protocol says with such a status.</param>
    /// <param name="RetryAfter">Sent as whole seconds; null sends none.</param>
    public sealed record Status(int Code, string? Body = null, TimeSpan? RetryAfter = null) : FaultAction
    {
        public override string Name => "status";
    }

    /// <summary>Waits before the request is carried out.</summary>
    public sealed record Delay(TimeSpan For) : FaultAction
    {
        public override string Name => "delay";
    }

    /// <summary>Resets the connection before anything is carried out.</summary>
    public sealed record ResetBefore : FaultAction
    {
        public override string Name => "reset-before";
    }

    /// <summary>Carries the request out and resets the connection instead of answering.</summary>
    public sealed record ResetAfter : FaultAction
    {
        public override string Name => "reset-after";
    }

    /// <summary>Carries the request out and answers with a server error all the same.</summary>
    public sealed record LostResponse(int Code = 502) : FaultAction
    {
        public override string Name => "lost-response";
    }

    /// <summary>Carries the request out and withholds the answer, then resets the connection.</summary>
    public sealed record Hold(TimeSpan For) : FaultAction
    {
        public override string Name => "hold";
    }

    /// <summary>Breaks off a body that is served.</summary>
    /// <param name="After">Bytes that are sent, always less than the whole.</param>
    public sealed record Truncate(long After = 1) : FaultAction
    {
        public override string Name => "truncate";
    }

    /// <summary>Serves a body with one byte changed.</summary>
    /// <param name="At">Which one, counted from 0; the last one where the body is shorter.</param>
    public sealed record WrongBytes(long At = 0) : FaultAction
    {
        public override string Name => "wrong-bytes";
    }

    /// <summary>The disk has no more room: the request fails with status 507 when it comes to writing, and leaves nothing.</summary>
    /// <param name="After">Bytes that it may still write.</param>
    public sealed record DiskFull(long After = 0) : FaultAction
    {
        public override string Name => "disk-full";
    }

    /// <summary>The registry's clock is wrong: the Date header, tokens and rate limits are told by it.</summary>
    public sealed record ClockSkew(TimeSpan By) : FaultAction
    {
        public override string Name => "clock-skew";
    }

    /// <summary>Bodies trickle, that of the request and that of the answer.</summary>
    /// <param name="Rate">Bytes a second.</param>
    public sealed record Slow(int Rate) : FaultAction
    {
        public override string Name => "slow";
    }

    /// <summary>Nobody is there.</summary>
    /// <param name="Code">What stands before the registry answers so, with <see cref="RetryAfter"/>; null when nothing answers and the connection is reset.</param>
    /// <param name="RetryAfter">Sent as whole seconds; null sends none.</param>
    public sealed record Down(int? Code = 503, TimeSpan? RetryAfter = null) : FaultAction
    {
        public override string Name => "down";
    }
}
