using System.Collections.Immutable;

namespace Drayage.Registries.Access;

/// <summary>Who may do what on an embedded registry. One token opens every protocol, each in its usual way.</summary>
public sealed record RegistryTokens
{
    /// <summary>The secret that every write must present. Not empty.</summary>
    public required string Write { get; init; }

    /// <summary>When true, reads need the token as well; otherwise anybody on this machine may read.</summary>
    public bool ReadsNeedToken { get; init; }

    /// <summary>Secrets that open parts of the OCI registry only.</summary>
    public ImmutableArray<TokenGrant> Grants { get; init; } = [];

    /// <summary>Leaves the secrets out.</summary>
    public override string ToString() => $"RegistryTokens {{ ReadsNeedToken = {ReadsNeedToken} }}";
}
