using System.Collections.Immutable;

namespace Drayage.Model.Delivery;

/// <summary>One artifact set for one destination at one native version, with every digest known. States intent, never outcomes.</summary>
public sealed record Consignment
{
    /// <inheritdoc cref="Planning.PlannedConsignment.Id"/>
    public required string Id { get; init; }

    public required string Destination { get; init; }

    public required string Kind { get; init; }

    public required string Address { get; init; }

    public required string Version { get; init; }

    /// <summary>Ids of the components whose artifacts it delivers; empty in waybills of early writers.</summary>
    public ImmutableArray<string> Components { get; init; } = [];

    /// <summary>In order: at most one open, then puts, then points (invariant 3). An announcement has announcements alone.</summary>
    public required ImmutableArray<Effect> Effects { get; init; }

    /// <summary>
    /// 1 for what the machine that has the sources delivers, 2 for what any machine delivers afterwards from the bytes that
    /// phase 1 released.
    /// </summary>
    public int Phase { get; init; } = 1;

    /// <summary>Ids of consignments that must be delivered before this one; for phase 2 those that hold its bytes are among them.</summary>
    public ImmutableArray<string> Needs { get; init; } = [];

    public ImmutableSortedDictionary<string, string> Options { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Set where the consignment tells of a release instead of delivering it.</summary>
    public Announcement? Announcement { get; init; }

    /// <inheritdoc cref="Announcement.IsNotice"/>
    public bool IsNotice => Announcement is { IsNotice: true };
}
