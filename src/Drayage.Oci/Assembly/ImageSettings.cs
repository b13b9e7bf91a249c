using System.Collections.Immutable;
using Drayage.Oci.Documents;

namespace Drayage.Oci.Assembly;

/// <summary>
/// How containers of an image run. Over a base image, what stays null is the base's; environment and labels are merged,
/// ports and volumes are added, and a new entrypoint drops the base's command, as in a Dockerfile.
/// </summary>
public sealed record ImageSettings
{
    public ImmutableArray<string>? Entrypoint { get; init; }

    public ImmutableArray<string>? Command { get; init; }

    /// <summary>Names and values, in order.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Environment { get; init; } = [];

    /// <summary>User name or number, with an optional group: <c>65532:65532</c>.</summary>
    public string? User { get; init; }

    public string? WorkingDirectory { get; init; }

    public ImmutableSortedDictionary<string, string> Labels { get; init; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary><c>8080</c>, <c>8080/tcp</c> or <c>53/udp</c>.</summary>
    public ImmutableArray<string> ExposedPorts { get; init; } = [];

    /// <summary>Absolute paths.</summary>
    public ImmutableArray<string> Volumes { get; init; } = [];

    /// <summary>Such as <c>SIGTERM</c>.</summary>
    public string? StopSignal { get; init; }

    public Healthcheck? Healthcheck { get; init; }

    public string? Author { get; init; }
}
