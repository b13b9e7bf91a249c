using System.Collections.Immutable;

namespace Drayage.Registries.Python;

/// <summary>How the embedded Python indexes behave.</summary>
public sealed record PythonOptions
{
    /// <summary>Bytes of one file; null for any number. The Python Package Index takes 100 MiB unless a project has asked for more.</summary>
    public long? FileBytes { get; init; }

    /// <summary>Bytes of all files of a project; null for any number. The Python Package Index takes 10 GiB unless a project has asked for more.</summary>
    public long? ProjectBytes { get; init; }

    /// <summary>How long after it was taken a file is listed on the pages, as behind a cache. Whoever uploads is not deceived by it.</summary>
    public TimeSpan IndexLag { get; init; }

    /// <summary>Users beside the one of the write token. A project belongs to whoever uploads its first file.</summary>
    public ImmutableArray<PythonAccount> Accounts { get; init; } = [];

    /// <summary>Whom identities must be meant for.</summary>
    public string Audience { get; init; } = "pypi";

    /// <summary>Workflows whose identity is exchanged for an upload token; null trusts every identity of the issuer with every project.</summary>
    public ImmutableArray<PythonTrustedPublisher>? TrustedPublishers { get; init; }
}

/// <summary>A user of the embedded Python indexes.</summary>
public sealed record PythonAccount
{
    public required string Name { get; init; }

    /// <summary>API token or password.</summary>
    public required string Secret { get; init; }

    /// <summary>Leaves the secret out.</summary>
    public override string ToString() => $"PythonAccount {{ Name = {Name} }}";
}

/// <summary>Whose CI jobs may upload to a project; for a project that is not there yet, a pending publisher.</summary>
/// <param name="Repository"><c>OWNER/NAME</c></param>
/// <param name="Workflow">File name below <c>.github/workflows/</c>.</param>
/// <param name="Environment">The environment that the job must run in; null for any.</param>
public sealed record PythonTrustedPublisher(string Project, string Repository, string Workflow, string? Environment = null);
