using Drayage.Model.Delivery;
using Drayage.Pipeline.Journaling;
using Drayage.Pipeline.Publishing;

namespace Drayage.Pipeline.Delivery;

/// <summary>Writes down what is about to be sent before it is sent, and what was seen after it was seen.</summary>
internal sealed class JournalingPublisher(IPublisher inner, IJournal journal) : PublisherDecorator(inner)
{
    public override async Task<Probe> ProbeAsync(Consignment consignment, Effect effect, IContentSource content, CancellationToken cancellationToken) =>
        await RecordAsync(consignment, effect, await base.ProbeAsync(consignment, effect, content, cancellationToken), cancellationToken);

    public override async Task<Probe> ConfirmAsync(Consignment consignment, Effect effect, IContentSource content, CancellationToken cancellationToken) =>
        await RecordAsync(consignment, effect, await base.ConfirmAsync(consignment, effect, content, cancellationToken), cancellationToken);

    public override async Task SendAsync(Consignment consignment, Effect effect, IContentSource content, CancellationToken cancellationToken)
    {
        await journal.AppendAsync(new JournalEvent.Intended(consignment.Id, effect.Key), cancellationToken);
        await base.SendAsync(consignment, effect, content, cancellationToken);
        await journal.AppendAsync(new JournalEvent.Sent(consignment.Id, effect.Key), cancellationToken);
    }

    private async Task<Probe> RecordAsync(Consignment consignment, Effect effect, Probe probe, CancellationToken cancellationToken)
    {
        if (probe is Probe.Same same)
            await journal.AppendAsync(new JournalEvent.Observed(consignment.Id, effect.Key, same.Evidence, same.Url), cancellationToken);
        return probe;
    }
}
