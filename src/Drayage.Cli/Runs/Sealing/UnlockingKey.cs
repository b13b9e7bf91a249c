using Drayage.Sealing.Keys;

namespace Drayage.Cli.Runs.Sealing;

/// <summary>
/// The sealing key while its password is checked, which is slow by design. Whatever needs no key goes on meanwhile, and ends as
/// soon as the key is known to be of no use.
/// </summary>
internal sealed class UnlockingKey : IDisposable
{
    private readonly CancellationTokenSource useless;
    private readonly Task<SigningKey> key;

    private UnlockingKey(Func<CancellationToken, Task<SigningKey>> load, CancellationToken cancellationToken)
    {
        useless = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        key = Task.Run(() => LoadAsync(load, cancellationToken), cancellationToken);
    }

    /// <summary>Fails as loading the key does.</summary>
    public Task<SigningKey> Key => key;

    public static UnlockingKey Start(Func<CancellationToken, Task<SigningKey>> load, CancellationToken cancellationToken) => new(load, cancellationToken);

    /// <summary>Does what needs no key until its end.</summary>
    /// <exception cref="Model.ReleaseException">The key cannot be used; the work was ended for it.</exception>
    public async Task<T> MeanwhileAsync<T>(Func<CancellationToken, Task<T>> work)
    {
        try
        {
            return await work(useless.Token);
        }
        catch (OperationCanceledException) when (key.IsFaulted)
        {
            await key;
            throw;
        }
    }

    public void Dispose()
    {
        useless.Dispose();
        if (key.IsCompletedSuccessfully)
            key.Result.Dispose();
    }

    private async Task<SigningKey> LoadAsync(Func<CancellationToken, Task<SigningKey>> load, CancellationToken cancellationToken)
    {
        try
        {
            return await load(cancellationToken);
        }
        catch
        {
            // The failure has to stand in the task before the work learns that it is to end.
            _ = Task.Run(EndWorkAsync, CancellationToken.None);
            throw;
        }
    }

    private async Task EndWorkAsync()
    {
        await ((Task)key).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        try
        {
            await useless.CancelAsync();
        }
        catch (ObjectDisposedException)
        {
            // The work ended by itself.
        }
    }
}
