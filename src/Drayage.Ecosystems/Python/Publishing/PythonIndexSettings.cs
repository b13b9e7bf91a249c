using Drayage.Pipeline.Configuration;
using Drayage.Platform.Secrets;

namespace Drayage.Ecosystems.Python.Publishing;

/// <summary>A destination of kind <c>python</c>.</summary>
public sealed record PythonIndexSettings : DestinationSettings
{
    /// <summary>Address of the upload API, with its slash at the end.</summary>
    public required Uri Upload { get; init; }

    /// <summary>Address of the simple repository API, with its slash at the end.</summary>
    public required Uri Index { get; init; }

    /// <summary>The user of the Basic credential; <c>__token__</c> with API tokens.</summary>
    public required string Username { get; init; }

    /// <summary>API token or password; null for trusted publishing.</summary>
    public SecretReference? Secret { get; init; }

    /// <summary>Directory of the attestations, relative to the project; null for none.</summary>
    public string? Attestations { get; init; }
}
