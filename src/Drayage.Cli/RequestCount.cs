using Drayage.Platform.Http;

namespace Drayage.Cli;

/// <summary>Counts the requests that were answered.</summary>
internal sealed class RequestCount
{
    private int count;

    public int Total => Volatile.Read(ref count);

    public void Note(HttpEvent happened)
    {
        if (happened is HttpEvent.Answered)
            Interlocked.Increment(ref count);
    }
}
