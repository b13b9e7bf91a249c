namespace Drayage.Platform.Http;

/// <summary>A limit on silence: cancels unless renewed in time.</summary>
internal sealed class Patience : IDisposable
{
    private readonly CancellationTokenSource source;
    private readonly TimeSpan limit;

    public Patience(TimeSpan limit, TimeProvider time)
    {
        this.limit = limit;
        source = new CancellationTokenSource(limit, time);
    }

    public CancellationToken Token => source.Token;

    public bool RanOut => source.IsCancellationRequested;

    public TimeSpan Limit => limit;

    /// <summary>Something moved: the wait begins anew.</summary>
    public void Renew() => source.CancelAfter(limit);

    /// <summary>Nobody waits for the server now.</summary>
    public void Pause() => source.CancelAfter(Timeout.InfiniteTimeSpan);

    public void Dispose() => source.Dispose();
}
