using Drayage.Model;
using Drayage.Model.Delivery;
using Drayage.Pipeline.Publishing;

namespace Drayage.Pipeline.Delivery;

/// <summary>Words the failures that are alike at all destinations.</summary>
internal static class DeliveryFailures
{
    public static DeliveryException Conflict(Consignment consignment, Effect effect, string found) => new(
        DeliveryFailure.Conflict,
        $"destination {consignment.Destination}: {Name(effect)} of version {consignment.Version} is already there {(effect is Effect.Point ? "for something else" : "with other bytes")}",
        Ours(effect) is { } ours ? $"{consignment.Address} holds {found}, this release has {ours}" : $"{consignment.Address} holds {found}",
        effect is Effect.Point
            ? "a name that is taken is never moved: release a new version, or release the commit that has it"
            : "published bytes are never overwritten: release a new version, or rebuild the commit that was published");

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
