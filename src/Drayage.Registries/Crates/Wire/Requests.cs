using System.Collections.Immutable;

namespace Drayage.Registries.Crates.Wire;

/// <summary>Owners that come or go.</summary>
internal sealed record OwnerChange
{
    public required ImmutableArray<string> Users { get; init; }
}

/// <summary>An identity that is to be exchanged.</summary>
internal sealed record IdentityRequest
{
    public required string Jwt { get; init; }
}
