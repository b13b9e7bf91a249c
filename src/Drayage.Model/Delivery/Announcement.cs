using System.Collections.Immutable;

namespace Drayage.Model.Delivery;

/// <summary>What a consignment tells others instead of delivering something: the events of one release.</summary>
public sealed record Announcement
{
    /// <summary>
    /// Whether people read it. It is told when the deliveries that it is about have ended, however they ended, needs no waybill to be
    /// fetched, and whether it could be told decides nothing.
    /// </summary>
    public bool IsNotice { get; init; }

    /// <summary>The tag that names the release.</summary>
    public required string Tag { get; init; }

    /// <summary>Native spelling by ecosystem: <c>pep440</c>, <c>oci_tag</c>, …</summary>
    public required ImmutableSortedDictionary<string, string> Versions { get; init; }

    /// <summary>The types of events that are told: of <see cref="Events.EventTypes.All"/>.</summary>
    public required ImmutableArray<string> Events { get; init; }

    /// <summary>Ids of the release's consignments of the same phase, whose outcomes may be told.</summary>
    public required ImmutableArray<string> About { get; init; }

    /// <summary>Ids of the consignments that carry the waybill, where receivers fetch it, best first.</summary>
    public required ImmutableArray<string> Waybills { get; init; }
}
