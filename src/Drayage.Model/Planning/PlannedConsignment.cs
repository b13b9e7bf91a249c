using System.Collections.Immutable;
using Drayage.Model.Components;
using Drayage.Model.Delivery;

namespace Drayage.Model.Planning;

/// <summary>One artifact set for one destination at one native version, before the digests are known.</summary>
public sealed record PlannedConsignment
{
    /// <summary><c>destination/what</c>, such as <c>ghcr/tide-server</c> or <c>github/v0.4.0</c>; unique in the plan.</summary>
    public required string Id { get; init; }

    /// <summary>Id of the destination in <c>drayage.yaml</c>.</summary>
    public required string Destination { get; init; }

    /// <summary>The kind of destination, which selects the publisher: <c>github</c>, <c>oci</c>, <c>python</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Where it goes, in the destination's terms: <c>owner/name</c>, <c>ghcr.io/owner/image</c>, an upload URL.</summary>
    public required string Address { get; init; }

    /// <summary>The version in the destination's spelling.</summary>
    public required string Version { get; init; }

    public required ImmutableArray<ComponentId> Components { get; init; }

    /// <summary>Names of planned artifacts that it carries, in the order in which they are put.</summary>
    public required ImmutableArray<string> Artifacts { get; init; }

    /// <summary>Names that are moved once everything is put: image tags, <c>published</c>.</summary>
    public required ImmutableArray<string> Points { get; init; }

    /// <inheritdoc cref="Delivery.Consignment.Phase"/>
    public int Phase { get; init; } = 1;

    /// <summary>Whether its artifacts can be downloaded from it one by one, under their names.</summary>
    public bool OffersDownloads { get; init; }

    /// <summary>Ids of consignments that must be delivered before this one is sent.</summary>
    public ImmutableArray<string> Needs { get; init; } = [];

    /// <summary>What the publisher needs besides, without secrets: title, notes, pre-release flag, source commit.</summary>
    public ImmutableSortedDictionary<string, string> Options { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>True when a place must be prepared first that can be taken back without trace: a draft release.</summary>
    public bool HasOpen { get; init; }

    /// <summary>True when the waybill itself travels along: as a file, or attached to the image.</summary>
    public bool CarriesWaybill { get; init; }

    /// <inheritdoc cref="Delivery.Consignment.Announcement"/>
    public Announcement? Announcement { get; init; }
}
