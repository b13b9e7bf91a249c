using System.Collections.Immutable;
using Drayage.Model.Planning;
using Drayage.Pipeline.Configuration;
using Drayage.Pipeline.Publishing;

namespace Drayage.Pipeline.Planning;

/// <summary>Which destinations take which components. A rolling one takes what has no release of its own, too.</summary>
internal sealed class Takers(ImmutableArray<DestinationSettings> destinations, IReadOnlyDictionary<string, IDestinationKind> kinds)
{
    public bool AnyTakes(ComponentDelivery component) =>
        component.Component.State is ComponentState.ToRelease || destinations.Any(destination => Takes(destination, component));

    public bool Takes(DestinationSettings destination, ComponentDelivery component) =>
        component.Settings.To.Contains(destination.Id) && component.Component.State switch
        {
            ComponentState.ToRelease => true,
            ComponentState.NotTaggable => kinds[destination.Kind].IsRolling(destination),
            _ => false,
        };
}
