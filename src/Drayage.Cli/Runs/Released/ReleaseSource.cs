using System.Collections.Immutable;
using Drayage.Pipeline.Configuration;
using Drayage.Platform.Secrets;
using Drayage.Sealing.Keys;

namespace Drayage.Cli.Runs.Released;

/// <summary>Whose releases a machine without sources delivers.</summary>
internal sealed record ReleaseSource
{
    /// <summary><c>owner/name</c>; null where nothing names it.</summary>
    public string? Repository { get; init; }

    /// <inheritdoc cref="ReleasedRequest.Key"/>
    public required VerificationKey Key { get; init; }

    /// <summary>The shared journal that the configuration names; null for a file.</summary>
    public SecretReference? Journal { get; init; }

    /// <inheritdoc cref="ReleasedRequest.Destinations"/>
    public required ImmutableArray<DestinationSettings> Destinations { get; init; }
}
