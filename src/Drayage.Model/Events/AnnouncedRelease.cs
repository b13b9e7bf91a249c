using System.Collections.Immutable;
using System.Text.Json;

namespace Drayage.Model.Events;

/// <summary>The release that an event is about: what one tag names.</summary>
public sealed record AnnouncedRelease
{
    public required string Project { get; init; }

    public required string Tag { get; init; }

    /// <summary>Release version as the project spells it.</summary>
    public required string Version { get; init; }

    /// <summary>The same as the ecosystems spell it: <c>pep440</c>, <c>oci_tag</c>, … as far as they can.</summary>
    public required ImmutableSortedDictionary<string, string> Versions { get; init; }

    /// <summary>The components that share the tag.</summary>
    public required ImmutableArray<AnnouncedComponent> Components { get; init; }

    /// <summary>How many more components there are: left out where an event may only be so large. The waybill names them all.</summary>
    public int ComponentsOmitted { get; init; }

    public required AnnouncedWaybill Waybill { get; init; }
}

/// <summary>A component of a release.</summary>
/// <param name="Id">Component id.</param>
/// <param name="Ecosystem">Its ecosystem.</param>
/// <param name="Package">Name in the ecosystem.</param>
/// <param name="NativeVersion">The version in the ecosystem's spelling.</param>
public sealed record AnnouncedComponent(string Id, string Ecosystem, string Package, string NativeVersion)
{
    /// <inheritdoc cref="ReleaseEvent.UnknownFields"/>
    public ImmutableSortedDictionary<string, JsonElement> UnknownFields { get; init; } = ImmutableSortedDictionary<string, JsonElement>.Empty;
}

/// <summary>The waybill that names a release.</summary>
/// <param name="Digest">Digest of its signed payload.</param>
/// <param name="Locations">Where to fetch it, best first.</param>
public sealed record AnnouncedWaybill(Digest Digest, ImmutableArray<Uri> Locations)
{
    /// <inheritdoc cref="ReleaseEvent.UnknownFields"/>
    public ImmutableSortedDictionary<string, JsonElement> UnknownFields { get; init; } = ImmutableSortedDictionary<string, JsonElement>.Empty;
}
