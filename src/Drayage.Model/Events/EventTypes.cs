using System.Collections.Immutable;

namespace Drayage.Model.Events;

/// <summary>The types of events, as they are written.</summary>
public static class EventTypes
{
    public const string ReleasePublished = "release.published";
    public const string ReleaseWithdrawn = "release.withdrawn";
    public const string ConsignmentDelivered = "consignment.delivered";
    public const string ConsignmentFailed = "consignment.failed";

    public static ImmutableArray<string> All { get; } = [ReleasePublished, ReleaseWithdrawn, ConsignmentDelivered, ConsignmentFailed];

    /// <summary>Whether the type tells how a consignment ended, which nobody knows before the delivery ends.</summary>
    public static bool IsOutcome(string type) => type is ConsignmentDelivered or ConsignmentFailed;
}
