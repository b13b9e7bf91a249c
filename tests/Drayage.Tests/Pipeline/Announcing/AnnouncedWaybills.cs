using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Model.Delivery;
using Drayage.Model.Waybills;
using Drayage.Sealing.Keys;
using Drayage.Sealing.Waybills;

namespace Drayage.Tests.Pipeline.Announcing;

/// <summary>A sealed release of one tag with three consignments, of which a fourth tells.</summary>
internal static class AnnouncedWaybills
{
    public static Announcement Told { get; } = new()
    {
        Tag = "v1.0.0",
        Versions = ImmutableSortedDictionary<string, string>.Empty.Add("oci_tag", "1.0.0"),
        Events = Drayage.Model.Events.EventTypes.All,
        About = ["hub/v1.0.0", "images/a", "charts/c"],
        Waybills = ["hub/v1.0.0"],
    };

    public static SealedWaybill Seal()
    {
        using var key = SigningKey.Generate();
        return SealedWaybill.Seal(
            new Waybill
            {
                Project = "tidewater",
                Commit = new string('a', 40),
                CommitTime = 1_700_000_000,
                Components =
                [
                    new WaybillComponent("a", "go", "example.org/a", "1.0.0", "v1.0.0", "v1.0.0"),
                    new WaybillComponent("other", "go", "example.org/other", "2.0.0", "v2.0.0", "other/v2.0.0"),
                ],
                Artifacts = [],
                Consignments =
                [
                    Consignment("hub/v1.0.0", [new Effect.Put("a.tar.gz", Digest.OfSha256("a"u8), 1)]),
                    Consignment("images/a", [new Effect.Put("a", Digest.OfSha256("image"u8), 5)]),
                    Consignment("charts/c", [new Effect.Put("c.tgz", Digest.OfSha256("c"u8), 1)], "images/a"),
                    Consignment("hook/v1.0.0", [new Effect.Announce("release.published", "v1.0.0")], "hub/v1.0.0") with { Announcement = Told },
                ],
            },
            key);
    }

    private static Consignment Consignment(string id, ImmutableArray<Effect> effects, params ImmutableArray<string> needs) => new()
    {
        Id = id,
        Destination = id.Split('/')[0],
        Kind = "memory",
        Address = $"address of {id}",
        Version = "1.0.0",
        Effects = effects,
        Needs = needs,
    };
}
