using System.Collections.Immutable;

namespace Drayage.Model.Events;

/// <summary>The types of events, as they are written.</summary>
public static class EventTypes
{
    public const string ReleasePublished = "release.published";
    public const string ReleaseFailed = "release.failed";
    public const string ReleaseWithdrawn = "release.withdrawn";
    public const string ConsignmentDelivered = "consignment.delivered";
    public const string ConsignmentFailed = "consignment.failed";

    public static ImmutableArray<string> All { get; } = [ReleasePublished, ReleaseFailed, ReleaseWithdrawn, ConsignmentDelivered, ConsignmentFailed];

    /// <summary>Whether the type tells how consignments ended, which nobody knows before the delivery ends.</summary>
    public static bool IsOutcome(string type) => type is ReleaseFailed or ConsignmentDelivered or ConsignmentFailed;
}
