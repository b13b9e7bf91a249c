using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Model.Events;

namespace Drayage.Tests.Model.Events;

/// <summary>One event of each type.</summary>
internal static class Events
{
    public static AnnouncedRelease Release { get; } = new()
    {
        Project = "tidewater",
        Tag = "v0.4.0+b.1",
        Version = "0.4.0+b.1",
        Versions = ImmutableSortedDictionary<string, string>.Empty.Add("cargo", "0.4.0+b.1").Add("oci_tag", "0.4.0_b.1"),
        Components = [new AnnouncedComponent("tide", "cargo", "tidewater", "0.4.0+b.1")],
        Waybill = new AnnouncedWaybill(
            Digest.OfSha256("payload"u8),
            [new Uri("https://github.com/tidewater/tidewater/releases/download/v0.4.0%2Bb.1/waybill.dsse.json"), new Uri("oci://ghcr.io/tidewater/tide@sha256:00")]),
    };

    public static AnnouncedConsignment Consignment { get; } = new("ghcr/tide", "ghcr", "oci", "ghcr.io/tidewater/tide", "0.4.0_b.1");

    public static ReleaseEvent.Published Published { get; } = new() { Release = Release };

    public static ImmutableArray<ReleaseEvent> All { get; } =
    [
        Published,
        new ReleaseEvent.Withdrawn { Release = Release with { ComponentsOmitted = 3, Components = [] } },
        new ReleaseEvent.ConsignmentDelivered { Release = Release, Consignment = Consignment },
        Failed(FailedOutcome.Failed, "503 Service Unavailable"),
        Failed(FailedOutcome.Conflict, null),
        Failed(FailedOutcome.Blocked, null),
        new ReleaseEvent.Failed
        {
            Release = Release,
            Consignments = [.. new[] { FailedOutcome.Failed, FailedOutcome.Blocked }.Select(outcome => new FailedConsignment(Consignment, Failed(outcome, "503").Failure))],
            ConsignmentsOmitted = 4,
        },
    ];

    private static ReleaseEvent.ConsignmentFailed Failed(FailedOutcome outcome, string? because) => new()
    {
        Release = Release,
        Consignment = Consignment,
        Failure = new AnnouncedFailure(outcome, "destination ghcr: image tide:0.4.0_b.1 was refused", because),
    };
}
