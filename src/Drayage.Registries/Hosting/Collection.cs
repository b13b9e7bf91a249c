using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Registries.Storage;

namespace Drayage.Registries.Hosting;

/// <summary>
/// Mark and sweep over all protocols, while they serve. What is pushed meanwhile is safe: a blob is pinned from before it
/// is looked for or added until a reference to it is written, and pinned blobs are not swept.
/// </summary>
internal sealed class Collection(ImmutableArray<IRegistryProtocol> protocols, BlobStore blobs, TimeProvider clock) : IAsyncDisposable
{
    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly CancellationTokenSource ended = new();
    private Task timed = Task.CompletedTask;
    private bool disposed;

    /// <param name="grace">How long a blob is kept that no manifest refers to yet.</param>
    public async Task<Collected> RunAsync(TimeSpan grace, CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        try
        {
            using var collecting = blobs.BeginCollection();
            var live = new HashSet<Digest>();
            var before = clock.GetUtcNow() - grace;
            foreach (var protocol in protocols)
                await protocol.MarkAsync(live, before, cancellationToken);
            return blobs.Sweep(live, cancellationToken);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Collects now and then every so often until this is disposed.</summary>
    public void Start(TimeSpan every, TimeSpan grace, Action<Collected?, Exception?>? done) =>
        timed = Task.Run(() => RepeatAsync(every, grace, done), CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        if (disposed)
            return;
        disposed = true;
        await ended.CancelAsync();
        await timed;
        ended.Dispose();
        turn.Dispose();
    }

    private async Task RepeatAsync(TimeSpan every, TimeSpan grace, Action<Collected?, Exception?>? done)
    {
        while (!ended.IsCancellationRequested)
        {
            try
            {
                done?.Invoke(await RunAsync(grace, ended.Token), null);
                await Task.Delay(every, clock, ended.Token);
            }
            catch (OperationCanceledException) when (ended.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                // The disk may be well again next time; meanwhile nothing is lost but space.
                done?.Invoke(null, exception);
                await Task.WhenAny(Task.Delay(every, clock, ended.Token));
            }
        }
    }
}
