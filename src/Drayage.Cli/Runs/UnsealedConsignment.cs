using Drayage.Model.Delivery;
using Drayage.Model.Planning;

namespace Drayage.Cli.Runs;

/// <summary>A planned consignment for those who only ask a destination: its effects have no digests yet.</summary>
internal static class UnsealedConsignment
{
    public static Consignment Of(PlannedConsignment planned) => new()
    {
        Id = planned.Id,
        Destination = planned.Destination,
        Kind = planned.Kind,
        Address = planned.Address,
        Version = planned.Version,
        Effects = [.. planned.Artifacts.Select(name => new Effect.Put(name, Digest: null, Size: 0)), .. planned.Points.Select(name => new Effect.Point(name, Target: null))],
        Options = planned.Options,
    };
}
