namespace Drayage.Pipeline.Journaling;

/// <summary>A journal in the hands of its one writer; disposing hands it back.</summary>
public interface IOpenJournal : IJournal, IAsyncDisposable
{
    /// <summary>What the writer holds it by; null where it cannot be lost.</summary>
    IJournalLease? Lease { get; }
}

/// <summary>Work under a journal.</summary>
public static class OpenJournalWork
{
    /// <summary>Does what must end when the journal is lost. Its requests belong behind the lease, which is their gate.</summary>
    /// <exception cref="Model.ReleaseException">The journal was lost: <see cref="IJournalLease.Loss"/>.</exception>
    public static async Task<T> HoldingAsync<T>(this IOpenJournal journal, Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        if (journal.Lease is not { } lease)
            return await work(cancellationToken);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lease.Lost);
        try
        {
            return await work(either.Token);
        }
        catch (Exception) when (lease.Loss is not null && !cancellationToken.IsCancellationRequested)
        {
            throw lease.Loss;
        }
    }
}
