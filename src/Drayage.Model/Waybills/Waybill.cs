using System.Collections.Immutable;
using Drayage.Model.Artifacts;
using Drayage.Model.Delivery;
using Drayage.Model.Recipes;

namespace Drayage.Model.Waybills;

/// <summary>
/// The sealed statement of a release: the predicate of an in-toto Statement v1 whose subjects are the artifacts.
/// Its schema is published as <c>docs/schemas/waybill-v1.json</c>.
/// </summary>
public sealed record Waybill
{
    public const string PredicateType = "https://drayage.dev/waybill/v1";

    public required string Project { get; init; }

    /// <summary>Full commit id.</summary>
    public required string Commit { get; init; }

    /// <summary>Seconds since 1970.</summary>
    public required long CommitTime { get; init; }

    public required ImmutableArray<WaybillComponent> Components { get; init; }

    public required ImmutableArray<Artifact> Artifacts { get; init; }

    public required ImmutableArray<Consignment> Consignments { get; init; }

    /// <summary>How images and OCI artifacts come of what the release carries; of those that need more there is none.</summary>
    public ImmutableArray<Recipe> Recipes { get; init; } = [];
}

/// <summary>A component as released.</summary>
/// <param name="Id">Component id.</param>
/// <param name="Ecosystem">Its ecosystem.</param>
/// <param name="Package">Name in the ecosystem.</param>
/// <param name="Version">Release version as the project spells it.</param>
/// <param name="NativeVersion">The same in the ecosystem's spelling.</param>
/// <param name="Tag">Release tag.</param>
public sealed record WaybillComponent(string Id, string Ecosystem, string Package, string Version, string NativeVersion, string Tag);
