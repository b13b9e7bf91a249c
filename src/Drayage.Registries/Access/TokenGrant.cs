using System.Collections.Immutable;

namespace Drayage.Registries.Access;

/// <summary>What the holder of a secret, beside that of the write token, may do on the OCI and the NuGet registry. Several grants may share a secret.</summary>
public sealed record TokenGrant
{
    public const string Pull = "pull";
    public const string Push = "push";
    public const string Delete = "delete";

    /// <summary>Not empty.</summary>
    public required string Secret { get; init; }

    /// <summary>A repository name, <c>nuget/FEED/ID</c> of a package with its id in lower case, <c>team/*</c> for all below a path, or <c>*</c> for all.</summary>
    public required string Repositories { get; init; }

    /// <summary><see cref="Pull"/>, <see cref="Push"/>, <see cref="Delete"/>.</summary>
    public required ImmutableArray<string> Actions { get; init; }

    /// <summary>Whether a repository is one of those that the grant is for.</summary>
    public bool Covers(string repository) =>
        Repositories == "*"
        || Repositories == repository
        || (Repositories.EndsWith("/*", StringComparison.Ordinal) && repository.StartsWith(Repositories[..^1], StringComparison.Ordinal));

    /// <summary>Leaves the secret out.</summary>
    public override string ToString() => $"TokenGrant {{ Repositories = {Repositories}, Actions = {string.Join(',', Actions)} }}";
}
