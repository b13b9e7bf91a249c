using System.Collections.Immutable;

namespace Drayage.Registries.Python.Access;

/// <summary>Who sends an upload: a user, or a CI job with a token for its identity.</summary>
/// <param name="Name">Name of the account that projects belong to.</param>
/// <param name="Job">Null for a user.</param>
internal sealed record PythonUser(string Name, TrustedJob? Job = null);

/// <summary>What a token for an identity is good for.</summary>
internal sealed record TrustedJob
{
    /// <summary>Normalised names; null for all.</summary>
    public ImmutableArray<string>? Projects { get; init; }

    /// <summary>The identity's subject.</summary>
    public required string Subject { get; init; }

    /// <summary><c>OWNER/NAME</c>; null where the identity is of no job of GitHub Actions.</summary>
    public string? Repository { get; init; }

    /// <summary>File name of the workflow.</summary>
    public string? Workflow { get; init; }

    public string? Environment { get; init; }

    public bool MayUpload(string project) => Projects is not { } few || few.Contains(project);
}
