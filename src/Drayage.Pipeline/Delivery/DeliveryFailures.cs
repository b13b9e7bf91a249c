using Drayage.Model;
using Drayage.Model.Delivery;
using Drayage.Pipeline.Publishing;

namespace Drayage.Pipeline.Delivery;

/// <summary>Words the failures that are alike at all destinations.</summary>
internal static class DeliveryFailures
{
    public static DeliveryException Conflict(Consignment consignment, Effect effect, string found) => new(
        DeliveryFailure.Conflict,
        $"destination {consignment.Destination}: {Name(effect)} of version {consignment.Version} is already there with other bytes",
        Ours(effect) is { } ours ? $"{consignment.Address} holds {found}, this release has {ours}" : $"{consignment.Address} holds {found}",
        "published bytes are never overwritten: release a new version, or rebuild the commit that was published");

    private static Digest? Ours(Effect effect) => effect switch
    {
        Effect.Put put => put.Digest,
        Effect.Point point => point.Target,
        _ => null,
    };

    private static string Name(Effect effect) => effect switch
    {
        Effect.Put put => put.Name,
        Effect.Point point => point.Name,
        _ => effect.Key,
    };
}
