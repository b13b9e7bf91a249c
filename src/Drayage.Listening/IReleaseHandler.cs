using Drayage.Model;

namespace Drayage.Listening;

/// <summary>What is done for a release that the listener heard of.</summary>
public interface IReleaseHandler
{
    /// <summary>Fetches the release's waybill and checks its signature, and its digest where one was told.</summary>
    Task<Resolution> ResolveAsync(ReleaseReference release, CancellationToken cancellationToken);

    /// <summary>Delivers phase 2 of a release whose waybill was checked. Cancelled, it leaves what a later call goes on with.</summary>
    Task<RunOutcome> RunAsync(string tag, Digest waybill, CancellationToken cancellationToken);
}

/// <summary>What came of looking for a release's waybill.</summary>
public abstract record Resolution
{
    private Resolution()
    {
    }

    /// <summary>Its signature holds.</summary>
    public sealed record Verified(Digest Waybill) : Resolution;

    /// <summary>It is not there; it may be later.</summary>
    public sealed record NotYet(string Reason) : Resolution;

    /// <summary>Nobody can tell now whether it is there. However long that lasts, it says nothing against the release.</summary>
    public sealed record Unreachable(string Reason) : Resolution;

    /// <summary>Not to be acted on: there is none, or its signature or digest does not hold.</summary>
    public sealed record Refused(string Reason) : Resolution;
}

/// <summary>What came of running phase 2.</summary>
public abstract record RunOutcome
{
    private RunOutcome()
    {
    }

    /// <summary>Everything is delivered.</summary>
    public sealed record Complete : RunOutcome;

    /// <summary>Something is left, which another run may deliver.</summary>
    public sealed record Unfinished(string Reason) : RunOutcome;

    /// <summary>Another run would end the same way.</summary>
    public sealed record Refused(string Reason) : RunOutcome;
}
