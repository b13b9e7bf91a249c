using System.Collections.Immutable;

namespace Drayage.Model.Planning;

/// <summary>How containers of an image run, alike for all its platforms (OCI image-spec config.md).</summary>
public sealed record ContainerConfig
{
    public ImmutableArray<string> Entrypoint { get; init; } = [];

    public ImmutableArray<string> Command { get; init; } = [];

    public ImmutableSortedDictionary<string, string> Environment { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    public string? User { get; init; }

    public string? WorkingDirectory { get; init; }

    /// <summary><c>8080/tcp</c>.</summary>
    public ImmutableArray<string> ExposedPorts { get; init; } = [];

    public ImmutableArray<string> Volumes { get; init; } = [];

    public string? StopSignal { get; init; }

    /// <summary>Null for the base's.</summary>
    public ImageHealthcheck? Healthcheck { get; init; }

    public ImmutableSortedDictionary<string, string> Labels { get; init; } = ImmutableSortedDictionary<string, string>.Empty;
}
