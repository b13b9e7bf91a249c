using System.Collections.Immutable;

namespace Drayage.Model.Detection;

/// <summary>Everything that detection found in one repository, ordered by directory, then ecosystem, then name.</summary>
public sealed record Catalog
{
    public required ImmutableArray<Package> Packages { get; init; }

    public required ImmutableArray<CatalogWarning> Warnings { get; init; }
}
