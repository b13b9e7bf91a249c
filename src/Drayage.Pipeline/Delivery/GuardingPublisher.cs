using System.Text.Json;
using Drayage.Model;
using Drayage.Model.Delivery;
using Drayage.Pipeline.Publishing;
using Drayage.Pipeline.Publishing.Preflight;

namespace Drayage.Pipeline.Delivery;

/// <summary>
/// Turns what stops one publisher, a secret that is not set, a connection that breaks in a download or an answer that makes no
/// sense, into the failure of its consignment: the others go on (invariant 4).
/// </summary>
internal sealed class GuardingPublisher(IPublisher inner) : PublisherDecorator(inner)
{
    public override Task<PreflightReport> PreflightAsync(Consignment consignment, CancellationToken cancellationToken) =>
        GuardAsync(consignment, () => base.PreflightAsync(consignment, cancellationToken));

    public override Task<Probe> ProbeAsync(Consignment consignment, Effect effect, IContentSource content, CancellationToken cancellationToken) =>
        GuardAsync(consignment, () => base.ProbeAsync(consignment, effect, content, cancellationToken));

    public override Task<Probe> ReadBackAsync(Consignment consignment, Effect effect, IContentSource content, CancellationToken cancellationToken) =>
        GuardAsync(consignment, () => base.ReadBackAsync(consignment, effect, content, cancellationToken));

    public override Task<Probe> ConfirmAsync(Consignment consignment, Effect effect, IContentSource content, CancellationToken cancellationToken) =>
        GuardAsync(consignment, () => base.ConfirmAsync(consignment, effect, content, cancellationToken));

    public override Task SendAsync(Consignment consignment, Effect effect, IContentSource content, CancellationToken cancellationToken) =>
        GuardAsync(consignment, async () =>
        {
            await base.SendAsync(consignment, effect, content, cancellationToken);
            return true;
        });

    private static async Task<T> GuardAsync<T>(Consignment consignment, Func<Task<T>> act)
    {
        try
        {
            return await act();
        }
        catch (ReleaseException refused)
        {
            throw new DeliveryException(
                DeliveryFailure.Refused, $"destination {consignment.Destination}: {refused.Message}", refused.Because, refused.Hint, inner: refused);
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException)
        {
            throw new DeliveryException(
                DeliveryFailure.Transient, $"destination {consignment.Destination}: {consignment.Id} could not be finished", broken.Message, "run: drayage resume", inner: broken);
        }
        catch (Exception nonsense) when (nonsense is FormatException or NotSupportedException or JsonException)
        {
            throw new DeliveryException(
                DeliveryFailure.Transient,
                $"destination {consignment.Destination}: what it answered about {consignment.Id} makes no sense",
                nonsense.Message,
                "run: drayage resume; if it stays so, check the destination's address in drayage.yaml",
                inner: nonsense);
        }
    }
}
