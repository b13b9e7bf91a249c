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

    /// <summary>API token or password; null where it is to be found otherwise.</summary>
    public SecretReference? Secret { get; init; }

    /// <summary>Whether the CI job's identity is exchanged for an upload token; null where that depends on what else there is.</summary>
    public bool? TrustedPublishing { get; init; }

    /// <summary>Path of the file with the login, in the form of <c>~/.pypirc</c>; null for that one.</summary>
    public string? Pypirc { get; init; }

    /// <summary>Its section with the login; null for the one with the address of the upload API.</summary>
    public string? PypircSection { get; init; }

    /// <summary>Whether the login is to be taken from such a file and from nowhere else.</summary>
    public bool NamesPypirc => Pypirc is not null || PypircSection is not null;

    /// <summary>Directory of the attestations, relative to the project; null for none.</summary>
    public string? Attestations { get; init; }
}
