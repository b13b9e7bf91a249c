using Drayage.Model;
using Drayage.Model.Delivery;
using Drayage.Model.Planning;
using Drayage.Pipeline.Sealing;

namespace Drayage.Tests.Ecosystems;

/// <summary>Planned consignments with digests filled in, as sealing does it.</summary>
internal static class SealedConsignments
{
    /// <param name="planned">The consignment.</param>
    /// <param name="find">Digest and bytes of an artifact, by name.</param>
    public static Consignment Of(PlannedConsignment planned, Func<string, (Digest Digest, long Size)> find) => new()
    {
        Id = planned.Id,
        Destination = planned.Destination,
        Kind = planned.Kind,
        Address = planned.Address,
        Version = planned.Version,
        Needs = planned.Needs,
        Options = planned.Options,
        Effects =
        [
            .. planned.HasOpen ? [new Effect.Open()] : Array.Empty<Effect>(),
            .. planned.Artifacts.Select(name => new Effect.Put(name, find(name).Digest, find(name).Size)),
            .. planned.CarriesWaybill ? [new Effect.Put(WaybillComposer.WaybillName, null, 0)] : Array.Empty<Effect>(),
            .. planned.Points.Select(name => new Effect.Point(name, planned.Artifacts is [var only] ? find(only).Digest : null)),
        ],
    };
}
