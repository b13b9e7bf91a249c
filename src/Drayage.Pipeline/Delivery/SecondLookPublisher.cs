using Drayage.Model.Delivery;
using Drayage.Pipeline.Publishing;

namespace Drayage.Pipeline.Delivery;

/// <summary>
/// Looks a second time before it says that something else stands in an effect's place: bytes can be spoilt on their way, and a
/// conflict tells people to give a version up.
/// </summary>
internal sealed class SecondLookPublisher(IPublisher inner) : PublisherDecorator(inner)
{
    public override Task<Probe> ProbeAsync(Consignment consignment, Effect effect, IContentSource content, CancellationToken cancellationToken) =>
        LookAsync(() => base.ProbeAsync(consignment, effect, content, cancellationToken));

    public override Task<Probe> ConfirmAsync(Consignment consignment, Effect effect, IContentSource content, CancellationToken cancellationToken) =>
        LookAsync(() => base.ConfirmAsync(consignment, effect, content, cancellationToken));

    private static async Task<Probe> LookAsync(Func<Task<Probe>> look) =>
        await look() is var seen && seen is Probe.Different { MayMove: false } ? await look() : seen;
}
