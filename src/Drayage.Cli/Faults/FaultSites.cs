using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Model.Planning;
using Drayage.Registries.Faults.Routing;
using Drayage.Registries.Faults.Scripts;

namespace Drayage.Cli.Faults;

/// <summary>Where the consignments of a release stand in the embedded registries, so that faults there can be told by destination.</summary>
internal sealed class FaultSites
{
    private const string Webhook = "webhook";

    private readonly ImmutableArray<Site> sites;

    public FaultSites(IEnumerable<PlannedConsignment> consignments) =>
        sites = [.. consignments.Select(c => new Site(c.Destination, c.Id, ProtocolOf(c.Kind), PlaceOf(c)))];

    /// <summary>The destination that a request went to; the protocol where the request names no place of this release.</summary>
    public string DestinationOf(RegistryOperation operation) =>
        sites.FirstOrDefault(site => site.IsOf(operation))?.Destination ?? operation.Protocol;

    /// <summary>Ids of the consignments that a request was for.</summary>
    public ImmutableArray<string> ConsignmentsOf(RegistryOperation operation) =>
        [.. sites.Where(site => site.IsOf(operation)).Select(site => site.Consignment)];

    /// <summary>The script with ids of destinations replaced by their places.</summary>
    /// <exception cref="ReleaseException">A rule names a destination that this release does not go to.</exception>
    public FaultScript Resolve(FaultScript script) =>
        script with { Rules = [.. script.Rules.Select(rule => rule with { Route = rule.Route with { Places = [.. rule.Route.Places.SelectMany(Resolve).Distinct(StringComparer.Ordinal)] } })] };

    private IEnumerable<string> Resolve(string name)
    {
        var places = sites.Where(site => site.Destination == name).Select(site => site.Place).ToArray();
        if (places.Length > 0)
            return places;
        if (sites.Any(site => FaultRoute.IsBelow(site.Place, name)))
            return [name];
        var known = sites.Select(site => site.Destination).Distinct(StringComparer.Ordinal).ToArray();
        throw new ReleaseException(
            ExitCode.Usage,
            $"--faults: this release has no destination '{name}'",
            $"it goes to {string.Join(", ", known)}",
            NearestName.Find(name, known) is { } near ? $"did you mean '{near}'?" : $"name one of these, or a protocol: {string.Join(", ", Operations.Names.Keys)}");
    }

    // As publishers lay destinations out in the embedded registries.
    private static string PlaceOf(PlannedConsignment consignment) => consignment.Kind switch
    {
        "oci" or "github" => consignment.Address,
        Webhook => $"{consignment.Options["format"]}/{consignment.Destination}",
        _ => consignment.Destination,
    };

    private static string ProtocolOf(string kind) => kind == Webhook ? "hooks" : kind;

    private sealed record Site(string Destination, string Consignment, string Protocol, string Place)
    {
        public bool IsOf(RegistryOperation operation) => Protocol == operation.Protocol && string.Equals(Place, operation.Place, StringComparison.OrdinalIgnoreCase);
    }
}
