using System.Collections.Immutable;
using Drayage.Model.Events;

namespace Drayage.Pipeline.Announcing.Notices;

/// <summary>What people are told: an event, and how the deliveries that it is about stand.</summary>
public sealed record Notice
{
    public required ReleaseEvent Event { get; init; }

    /// <summary>In the waybill's order.</summary>
    public required ImmutableArray<NoticedDelivery> Deliveries { get; init; }

    /// <summary>The command that goes on with the release; empty where nothing failed.</summary>
    public string Resume { get; init; } = "";

    /// <summary>One line of plain text that says it all, without a full stop.</summary>
    public string Headline
    {
        get
        {
            var release = $"{Event.Release.Project} {Event.Release.Version}";
            return Event switch
            {
                ReleaseEvent.Published => $"{release} is released",
                ReleaseEvent.Withdrawn => $"{release} was withdrawn",
                ReleaseEvent.Failed failed => $"{release}: {failed.Consignments.Length + failed.ConsignmentsOmitted} of {Math.Max(Deliveries.Length, failed.Consignments.Length)} consignments did not get through",
                ReleaseEvent.ConsignmentDelivered delivered => $"{release}: {delivered.Consignment.Id} is delivered",
                ReleaseEvent.ConsignmentFailed failed => $"{release}: {failed.Consignment.Id} did not get through",
                _ => throw new InvalidOperationException("unreachable: the union is closed"),
            };
        }
    }

    public NoticeTone Tone => Event switch
    {
        ReleaseEvent.Published or ReleaseEvent.ConsignmentDelivered => NoticeTone.Good,
        ReleaseEvent.Failed or ReleaseEvent.ConsignmentFailed => NoticeTone.Bad,
        _ => NoticeTone.Neutral,
    };
}

/// <summary>Whether news is good, where a service can show that by a colour.</summary>
public enum NoticeTone
{
    Neutral,
    Good,
    Bad,
}

/// <summary>How one delivery stands.</summary>
public sealed record NoticedDelivery
{
    /// <inheritdoc cref="Model.Planning.PlannedConsignment.Id"/>
    public required string Id { get; init; }

    public required string Destination { get; init; }

    public required string Kind { get; init; }

    public required string Address { get; init; }

    public required string Version { get; init; }

    /// <summary><c>delivered</c>, <c>failed</c>, <c>conflict</c>, <c>blocked</c> or <c>pending</c>.</summary>
    public required string Status { get; init; }

    /// <summary>Where it can be seen; null where no such address is known.</summary>
    public Uri? Url { get; init; }
}
