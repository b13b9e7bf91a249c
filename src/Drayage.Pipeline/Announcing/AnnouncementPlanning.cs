using System.Collections.Immutable;
using Drayage.Model.Delivery;
using Drayage.Model.Planning;
using Drayage.Model.Versions;
using Drayage.Pipeline.Publishing;

namespace Drayage.Pipeline.Announcing;

/// <summary>What all kinds of announcements plan alike: one consignment a release, which needs what carries the waybill.</summary>
public static class AnnouncementPlanning
{
    /// <param name="address">Where it is told, in the kind's terms.</param>
    /// <param name="options">What the kind's publisher needs besides, for the release of a tag.</param>
    public static ImmutableArray<PlannedConsignment> Plan(
        AnnouncementSettings destination,
        DestinationContext context,
        string address,
        Func<string, ImmutableSortedDictionary<string, string>> options) =>
    [
        .. context.Components
            .GroupBy(component => component.Component.Tag, StringComparer.Ordinal)
            .Select(release => Plan(destination, context.Deliveries, [.. release], address, options(release.Key)))
            .OfType<PlannedConsignment>(),
    ];

    /// <summary>Null for a release whose waybill nobody could fetch: there is nothing that a receiver could act on. People read of it all the same.</summary>
    private static PlannedConsignment? Plan(
        AnnouncementSettings destination,
        ImmutableArray<PlannedConsignment> deliveries,
        ImmutableArray<ComponentDelivery> components,
        string address,
        ImmutableSortedDictionary<string, string> options)
    {
        var ids = components.Select(component => component.Component.Id).ToImmutableArray();
        var about = deliveries.Where(delivery => delivery.Components.Intersect(ids).Any()).ToArray();
        var carriers = about.Where(CarriesPublicly).ToArray();
        ImmutableArray<string> spoken = [.. about.Where(delivery => delivery.Phase == destination.Phase).Select(delivery => delivery.Id)];
        if (destination.IsNotice ? spoken.IsEmpty : carriers.Length == 0)
            return null;
        // A release that offers its waybill for download is out with that; an image to which it is attached too may fail.
        var offering = carriers.Where(carrier => carrier.OffersDownloads).ToArray();
        var (tag, version) = (components[0].Component.Tag, components[0].Version);
        return new PlannedConsignment
        {
            Id = $"{destination.Id}/{tag}",
            Destination = destination.Id,
            Kind = destination.Kind,
            Address = address,
            Version = version.Text,
            Components = ids,
            Artifacts = [],
            Points = [],
            Phase = destination.Phase,
            Needs = destination.IsNotice ? [] : [.. (offering.Length > 0 ? offering : carriers).Select(carrier => carrier.Id)],
            Options = options,
            Announcement = new Announcement
            {
                IsNotice = destination.IsNotice,
                Tag = tag,
                Versions = VersionVariables.Of(version).Native,
                Events = destination.Events,
                About = spoken,
                Waybills = [.. offering.Concat(carriers).Select(carrier => carrier.Id).Distinct()],
            },
        };
    }

    /// <summary>What is opened and never published, a draft, stays hidden, and what phase 2 carries is not there yet.</summary>
    private static bool CarriesPublicly(PlannedConsignment delivery) =>
        delivery is { CarriesWaybill: true, Phase: 1 } && (!delivery.HasOpen || delivery.Points.Length > 0);
}
