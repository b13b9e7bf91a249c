using Drayage.Pipeline.Configuration;
using Drayage.Platform.Secrets;

namespace Drayage.Ecosystems.Cargo.Publishing;

/// <summary>A destination of kind <c>crates</c>.</summary>
public sealed record CratesSettings : DestinationSettings
{
    /// <summary>The registry's name, as manifests and cargo's configuration know it.</summary>
    public required string Registry { get; init; }

    /// <summary>Address of the sparse index, with its slash at the end; null until cargo's configuration was asked.</summary>
    public Uri? Index { get; init; }

    /// <summary>Null for cargo's own login, or the CI job's identity.</summary>
    public SecretReference? Token { get; init; }

    /// <summary>Whether the job's identity is used even where there is a login.</summary>
    public bool TrustedPublishing { get; init; }
}
