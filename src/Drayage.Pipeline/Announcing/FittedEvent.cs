using Drayage.Model.Events;
using Drayage.Pipeline.Publishing;

namespace Drayage.Pipeline.Announcing;

/// <summary>Makes events fit where only so much can be sent. What is left out stands in the waybill, which receivers fetch anyway.</summary>
public static class FittedEvent
{
    /// <param name="told">The event.</param>
    /// <param name="limit">Most bytes that may be sent.</param>
    /// <param name="write">Makes of an event what is sent.</param>
    /// <returns>What is sent, within the limit.</returns>
    /// <exception cref="DeliveryException">Even the bare event does not fit.</exception>
    public static byte[] Write(ReleaseEvent told, int limit, Func<ReleaseEvent, byte[]> write)
    {
        var whole = write(told);
        if (whole.Length <= limit)
            return whole;
        var bare = write(WithoutComponents(told));
        return bare.Length <= limit ? bare : throw new DeliveryException(
            DeliveryFailure.Refused,
            $"event {told.Type} of {told.Subject} is too large to be sent",
            $"it has {bare.Length:N0} bytes without its components; the receiver takes {limit:N0}",
            "shorten the tag or the names of destinations");
    }

    private static ReleaseEvent WithoutComponents(ReleaseEvent told) => told with
    {
        Release = told.Release with { Components = [], ComponentsOmitted = told.Release.ComponentsOmitted + told.Release.Components.Length },
    };
}
