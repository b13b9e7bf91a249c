using System.Collections.Immutable;
using Drayage.Ecosystems.DotNet.Publishing.Feeds;
using Drayage.Model.Delivery;
using Drayage.Pipeline.Publishing.Preflight;

namespace Drayage.Ecosystems.DotNet.Publishing;

/// <summary>What a NuGet feed tells before the first push.</summary>
internal static class NuGetPreflight
{
    /// <param name="versions">What the feed has of the package, in lower case; null when it has no such package.</param>
    public static IEnumerable<PreflightFinding> Version(Consignment consignment, ImmutableArray<string>? versions)
    {
        var package = PackageName.Of(consignment);
        if (versions is not { } held)
            return [PreflightFinding.Doubtful(PreflightSubject.Permission, $"there is no package {package.Id} yet: the first push makes it, which a key for existing packages cannot")];
        return held.Contains(package.LowerVersion)
            ? [PreflightFinding.Unknown(PreflightSubject.Version, $"{package} stands there already; whether it is the same shows when it is built")]
            : [PreflightFinding.Good(PreflightSubject.Version, $"{package} is free, as far as the feed lists versions; deleted ones are used up and not listed")];
    }

    /// <param name="owners">Who owns the id; empty when it is not known.</param>
    /// <param name="user">Who pushes, where that is known.</param>
    public static IEnumerable<PreflightFinding> Owners(Consignment consignment, ImmutableArray<string> owners, string? user)
    {
        if (owners.IsEmpty)
            return [];
        var (id, names) = (PackageName.Of(consignment).Id, string.Join(", ", owners));
        if (user is not null && !owners.Contains(user, StringComparer.OrdinalIgnoreCase))
            return [PreflightFinding.Doubtful(PreflightSubject.Permission, $"{id} belongs to {names}, and {user} is not among them; a member of an organisation may push all the same")];
        return [PreflightFinding.Unknown(PreflightSubject.Permission, $"{id} belongs to {names}; whether the key may push it shows only with the package")];
    }

    /// <summary>Everything else is asked for the package.</summary>
    public static PreflightFinding Symbols(Consignment consignment, FeedSite site) => site.Symbols is null
        ? PreflightFinding.Refused(PreflightSubject.Content, $"{site.Index.Authority} takes no symbol packages; write symbols: false into destination {consignment.Destination}")
        : PreflightFinding.Good(PreflightSubject.Content, $"{site.Symbols.Authority} takes symbol packages");
}
