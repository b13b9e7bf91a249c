using System.Collections.Immutable;
using Drayage.Platform.Secrets;

namespace Drayage.Pipeline.Configuration;

/// <summary>The part of a <c>drayage.yaml</c> that delivering a release needs on a machine without its sources.</summary>
public sealed record DeliverySettings
{
    /// <inheritdoc cref="ProjectSettings.Repository"/>
    public string? Repository { get; init; }

    /// <summary>Absolute path of the project's public key.</summary>
    public string? PublicKey { get; init; }

    /// <inheritdoc cref="ProjectSettings.Journal"/>
    public SecretReference? Journal { get; init; }

    public ImmutableArray<DestinationSettings> Destinations { get; init; } = [];
}
