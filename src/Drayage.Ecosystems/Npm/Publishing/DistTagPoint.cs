using Drayage.Model.Delivery;
using Drayage.Model.Versions;

namespace Drayage.Ecosystems.Npm.Publishing;

/// <summary>The dist-tag that a release moves: what it names, and whether it is this release's to move.</summary>
internal static class DistTagPoint
{
    /// <summary>Names what was put until the dist-tag that people install by is moved; registries take no version without a dist-tag.</summary>
    public const string Staging = "staged";

    public static string Of(Consignment consignment) => consignment.Effects.OfType<Effect.Point>().Single().Name;

    /// <summary>As its publisher sees it: nothing is done as long as the version still goes by the dist-tag that it was put under.</summary>
    public static Probe LookAsPublisher(Consignment consignment, Effect.Point point, Packument? packument) =>
        Look(consignment, point, packument) is Probe.Same && packument?.DistTags.GetValueOrDefault(Staging) == consignment.Version
            ? new Probe.Different($"version {packument.DistTags[point.Name]}, and {Staging} names {consignment.Version}", MayMove: true)
            : Look(consignment, point, packument);

    /// <summary>As anybody sees it.</summary>
    public static Probe Look(Consignment consignment, Effect.Point point, Packument? packument)
    {
        if (packument?.DistTags.GetValueOrDefault(point.Name) is not { } named)
            return new Probe.Absent();
        if (named == consignment.Version)
            return new Probe.Same($"{point.Name} names {named}", consignment.Address);
        // A release that is resumed after the next one was delivered is not to take the name back from that.
        return IsLater(point.Name, named, consignment.Version)
            ? new Probe.Same($"{point.Name} names {named}, which came later", consignment.Address)
            : new Probe.Different($"version {named}", MayMove: true);
    }

    // Registries call the very first version of a package the latest, whatever it is; a full release takes that over.
    private static bool IsLater(string tag, string named, string version) =>
        SemanticVersion.TryParse(named, out var there) && SemanticVersion.TryParse(version, out var ours)
        && SemanticVersion.ComparePrecedence(there, ours) > 0
        && !(tag == ReleaseStanding.Latest && there.IsPreRelease);
}
