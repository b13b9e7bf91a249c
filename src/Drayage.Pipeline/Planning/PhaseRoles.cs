using Drayage.Pipeline.Configuration;
using Drayage.Pipeline.Publishing;

namespace Drayage.Pipeline.Planning;

/// <summary>What each destination is to the phases of a release.</summary>
internal sealed class PhaseRoles(IEnumerable<DestinationSettings> destinations, IReadOnlyDictionary<string, IDestinationKind> kinds)
{
    private readonly Dictionary<string, DestinationSettings> byId = destinations.ToDictionary(d => d.Id, StringComparer.Ordinal);

    /// <summary>Whether phase 2 delivers there.</summary>
    public bool IsSecond(string destination) => byId.TryGetValue(destination, out var settings) && settings.Phase == 2;

    /// <summary>Whether files are offered there one by one by the time that phase 2 begins.</summary>
    public bool OffersDownloads(string destination) =>
        byId.TryGetValue(destination, out var settings) && settings.Phase == 1 && kinds[settings.Kind].OffersDownloads;
}
