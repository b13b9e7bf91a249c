using Drayage.Pipeline.Configuration;
using Drayage.Platform.Secrets;

namespace Drayage.Ecosystems.DotNet.Publishing;

/// <summary>A destination of kind <c>nuget</c>.</summary>
public sealed record NuGetSettings : DestinationSettings
{
    /// <summary>Name of a source in NuGet's configuration, or address of a service index; null takes NuGet's own default.</summary>
    public string? Source { get; init; }

    /// <summary>Whether the file names the source, so that others cannot be expected to look there by themselves.</summary>
    public bool IsNamed { get; init; }

    /// <summary>Null takes what NuGet's configuration has, or trusted publishing.</summary>
    public SecretReference? ApiKey { get; init; }

    /// <summary>User of a feed that asks for a login besides the key.</summary>
    public string? Username { get; init; }

    public SecretReference? Password { get; init; }

    /// <summary>The user whose trusted publishing policy names the workflow; null where identities are not exchanged.</summary>
    public string? TrustedPublisher { get; init; }

    /// <summary>Whether symbol packages are pushed too.</summary>
    public bool Symbols { get; init; } = true;
}
