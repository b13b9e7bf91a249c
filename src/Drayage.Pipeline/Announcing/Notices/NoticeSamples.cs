using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Model.Events;

namespace Drayage.Pipeline.Announcing.Notices;

/// <summary>An event of each type, on which templates are tried.</summary>
internal static class NoticeSamples
{
    private static readonly AnnouncedConsignment Consignment = new("registry/package", "registry", "oci", "registry.example/package", "1.0.0");

    private static readonly AnnouncedFailure Failure = new(FailedOutcome.Failed, "registry/package was refused", "403 Forbidden");

    private static readonly AnnouncedRelease Release = new()
    {
        Project = "project",
        Tag = "v1.0.0",
        Version = "1.0.0",
        Versions = ImmutableSortedDictionary<string, string>.Empty,
        Components = [new AnnouncedComponent("component", "go", "package", "1.0.0")],
        Waybill = new AnnouncedWaybill(Digest.OfSha256("sample"u8), [new Uri("https://registry.example/waybill")]),
    };

    public static ImmutableArray<Notice> All { get; } =
    [
        Of(new ReleaseEvent.Published { Release = Release }),
        Of(new ReleaseEvent.Failed { Release = Release, Consignments = [new FailedConsignment(Consignment, Failure)] }),
        Of(new ReleaseEvent.Withdrawn { Release = Release }),
        Of(new ReleaseEvent.ConsignmentDelivered { Release = Release, Consignment = Consignment }),
        Of(new ReleaseEvent.ConsignmentFailed { Release = Release, Consignment = Consignment, Failure = Failure }),
    ];

    private static Notice Of(ReleaseEvent told) => new()
    {
        Event = told,
        Deliveries =
        [
            new NoticedDelivery
            {
                Id = Consignment.Id,
                Destination = Consignment.Destination,
                Kind = Consignment.Kind,
                Address = Consignment.Address,
                Version = Consignment.Version,
                Status = "delivered",
                Url = new Uri("https://registry.example/package"),
            },
        ],
    };
}
