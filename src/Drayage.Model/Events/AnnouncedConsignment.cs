using System.Collections.Immutable;
using System.Text.Json;

namespace Drayage.Model.Events;

/// <summary>The consignment that an event is about.</summary>
/// <param name="Id">Its id in the waybill.</param>
/// <param name="Destination">Id of its destination.</param>
/// <param name="Kind">Kind of the destination.</param>
/// <param name="Address">Where it goes, in the destination's terms.</param>
/// <param name="Version">The version in the destination's spelling.</param>
public sealed record AnnouncedConsignment(string Id, string Destination, string Kind, string Address, string Version)
{
    /// <inheritdoc cref="ReleaseEvent.UnknownFields"/>
    public ImmutableSortedDictionary<string, JsonElement> UnknownFields { get; init; } = ImmutableSortedDictionary<string, JsonElement>.Empty;
}

/// <summary>A consignment that did not get through, and why.</summary>
public sealed record FailedConsignment(AnnouncedConsignment Consignment, AnnouncedFailure Failure);

/// <summary>Why a consignment did not get through, without secrets.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Message">What failed, on what.</param>
/// <param name="Because">The cause with its evidence.</param>
public sealed record AnnouncedFailure(FailedOutcome Outcome, string Message, string? Because);

/// <summary>How a consignment ended that did not get through.</summary>
public enum FailedOutcome
{
    /// <summary>It was refused, or nobody answered.</summary>
    Failed,

    /// <summary>The destination holds other bytes under its name.</summary>
    Conflict,

    /// <summary>It was not sent, because what it needs did not get through.</summary>
    Blocked,
}
