using System.Diagnostics.CodeAnalysis;

namespace Drayage.Oci;

/// <summary>Lets one asynchronous caller in at a time, or so many.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A SemaphoreSlim whose wait handle is never asked for holds nothing to dispose.")]
public sealed class AsyncLock(int entries = 1)
{
    private readonly SemaphoreSlim semaphore = new(entries, entries);

    /// <summary>Waits for entry; disposing the result leaves.</summary>
    public async Task<IDisposable> EnterAsync(CancellationToken cancellationToken)
    {
        await semaphore.WaitAsync(cancellationToken);
        return new Exit(semaphore);
    }

    private sealed class Exit(SemaphoreSlim semaphore) : IDisposable
    {
        public void Dispose() => semaphore.Release();
    }
}
