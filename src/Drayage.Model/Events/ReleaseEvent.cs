using System.Collections.Immutable;
using System.Text.Json;

namespace Drayage.Model.Events;

/// <summary>
/// What Drayage tells others about a release. Nothing in it is to be trusted: a receiver fetches the waybill, checks its digest and
/// its signature with a key of its own, and acts on that alone. Its schema is published as <c>docs/schemas/event-v1.json</c>.
/// </summary>
public abstract record ReleaseEvent
{
    /// <summary>Identifies the schema, also as CloudEvents' <c>dataschema</c>.</summary>
    public const string SchemaId = "https://drayage.dev/event/v1";

    private ReleaseEvent()
    {
    }

    /// <summary>Version of the schema that the event was written with.</summary>
    public EventVersion Schema { get; init; } = EventVersion.Current;

    public required AnnouncedRelease Release { get; init; }

    /// <summary>One of <see cref="EventTypes.All"/>.</summary>
    public abstract string Type { get; }

    /// <summary>What the event is about: a tag, or the id of a consignment.</summary>
    public abstract string Subject { get; }

    /// <summary>The same for the same event, however often and over whatever way it is told: receivers drop what they have seen.</summary>
    public string Id => EventId.Of(Release.Waybill.Digest, Type, Subject);

    /// <summary>Fields of the event that this version does not know, as they were read.</summary>
    public ImmutableSortedDictionary<string, JsonElement> UnknownFields { get; init; } = ImmutableSortedDictionary<string, JsonElement>.Empty;

    /// <summary>The release is out: its waybill can be fetched.</summary>
    public sealed record Published : ReleaseEvent
    {
        public override string Type => EventTypes.ReleasePublished;

        public override string Subject => Release.Tag;
    }

    /// <summary>Some of the release did not get through when its delivery ended. It may still, when that is resumed. Since 1.1.</summary>
    public sealed record Failed : ReleaseEvent
    {
        /// <summary>What did not get through.</summary>
        public required ImmutableArray<FailedConsignment> Consignments { get; init; }

        /// <summary>How many more there are.</summary>
        public int ConsignmentsOmitted { get; init; }

        public override string Type => EventTypes.ReleaseFailed;

        public override string Subject => Release.Tag;
    }

    /// <summary>The release was taken back, as far as its destinations allow that.</summary>
    public sealed record Withdrawn : ReleaseEvent
    {
        public override string Type => EventTypes.ReleaseWithdrawn;

        public override string Subject => Release.Tag;
    }

    /// <summary>A consignment of the release stands at its destination.</summary>
    public sealed record ConsignmentDelivered : ReleaseEvent
    {
        public required AnnouncedConsignment Consignment { get; init; }

        public override string Type => EventTypes.ConsignmentDelivered;

        public override string Subject => Consignment.Id;
    }

    /// <summary>A consignment of the release did not get through. It may still, when the delivery is resumed.</summary>
    public sealed record ConsignmentFailed : ReleaseEvent
    {
        public required AnnouncedConsignment Consignment { get; init; }

        public required AnnouncedFailure Failure { get; init; }

        public override string Type => EventTypes.ConsignmentFailed;

        public override string Subject => Consignment.Id;
    }
}
