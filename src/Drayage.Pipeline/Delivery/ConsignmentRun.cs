using Drayage.Model.Delivery;
using Drayage.Pipeline.Journaling;
using Drayage.Pipeline.Publishing;

namespace Drayage.Pipeline.Delivery;

/// <summary>One consignment on its way: its puts, then its points.</summary>
internal sealed class ConsignmentRun(
    Consignment consignment, IPublisher publisher, IJournal journal, IContentSource content, IDeliveryObserver observer)
{
    private readonly TaskCompletionSource putsEnded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<ConsignmentOutcome> outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Consignment Consignment => consignment;

    /// <summary>Ends when nothing more will be put, whether or not it went well.</summary>
    public Task PutsEnded => putsEnded.Task;

    public Task<ConsignmentOutcome> Outcome => outcome.Task;

    /// <returns>Null when everything is put.</returns>
    public async Task<ConsignmentOutcome?> PutAsync(CancellationToken cancellationToken)
    {
        observer.Started(consignment);
        var failure = await DeliverInOrderAsync(consignment.Effects.OfType<Effect.Open>(), cancellationToken)
            ?? await PutSideBySideAsync(put => put.Digest is not null, cancellationToken)
            // The waybill speaks of the others: where it is attached to one of them, that may have to be there.
            ?? await PutSideBySideAsync(put => put.Digest is null, cancellationToken);
        putsEnded.TrySetResult();
        return failure;
    }

    public async Task<ConsignmentOutcome> PointAsync(CancellationToken cancellationToken) =>
        await DeliverInOrderAsync(consignment.Effects.Where(effect => effect is Effect.Point or Effect.Withdraw or Effect.Announce), cancellationToken)
        ?? (ConsignmentOutcome)new ConsignmentOutcome.Delivered(consignment);

    public ConsignmentOutcome Finish(ConsignmentOutcome ended)
    {
        putsEnded.TrySetResult();
        observer.Finished(ended);
        outcome.TrySetResult(ended);
        return ended;
    }

    /// <summary>Lets those who wait see the failure that ended the whole run.</summary>
    public void Abandon(Exception stopped)
    {
        putsEnded.TrySetException(stopped);
        outcome.TrySetException(stopped);
        // Nobody may be waiting; an unobserved copy of an exception that is already on its way up is no news.
        _ = putsEnded.Task.Exception;
        _ = outcome.Task.Exception;
    }

    private async Task<ConsignmentOutcome?> DeliverInOrderAsync(IEnumerable<Effect> effects, CancellationToken cancellationToken)
    {
        foreach (var effect in effects)
        {
            if (await DeliverAsync(effect, cancellationToken) is { } failure)
                return failure;
        }

        return null;
    }

    private async Task<ConsignmentOutcome?> PutSideBySideAsync(Func<Effect.Put, bool> which, CancellationToken cancellationToken)
    {
        using var slots = new SemaphoreSlim(publisher.Concurrency);
        var puts = consignment.Effects.OfType<Effect.Put>().Where(which).Select(async put =>
        {
            await slots.WaitAsync(cancellationToken);
            try
            {
                return await DeliverAsync(put, cancellationToken);
            }
            finally
            {
                slots.Release();
            }
        });
        return (await Task.WhenAll(puts)).FirstOrDefault(failure => failure is not null);
    }

    private async Task<ConsignmentOutcome?> DeliverAsync(Effect effect, CancellationToken cancellationToken)
    {
        if (journal.State.StatusOf(consignment.Id, effect.Key) is EffectStatus.Delivered)
        {
            observer.Delivered(consignment, effect);
            return null;
        }

        try
        {
            await publisher.SendAsync(consignment, effect, content, cancellationToken);
            observer.Delivered(consignment, effect);
            return null;
        }
        catch (DeliveryException failed)
        {
            await journal.AppendAsync(Record(effect, failed), cancellationToken);
            return new ConsignmentOutcome.Failed(consignment, effect, failed);
        }
    }

    private JournalEvent Record(Effect effect, DeliveryException failed) => failed.Failure == DeliveryFailure.Conflict
        ? new JournalEvent.Conflicted(consignment.Id, effect.Key, failed.Because ?? failed.Message)
        : new JournalEvent.Failed(consignment.Id, effect.Key, failed.Message, failed.Because, failed.Hint, failed.Failure == DeliveryFailure.Transient);
}
