using System.Collections.Immutable;
using Drayage.Oci.References;

namespace Drayage.Oci.Distribution.Authentication;

/// <summary>What a token must allow, in the words of the Docker token authentication specification.</summary>
internal sealed record RegistryScope
{
    private RegistryScope(RepositoryName? repository, ImmutableArray<string> texts)
    {
        Repository = repository;
        Texts = texts;
    }

    /// <summary>Allows no repository: for <c>/v2/</c> itself.</summary>
    public static RegistryScope None { get; } = new(null, []);

    /// <summary>The repository acted upon; credentials may be its own.</summary>
    public RepositoryName? Repository { get; }

    /// <summary>One text a repository; the token server wants each as a parameter of its own.</summary>
    public ImmutableArray<string> Texts { get; }

    /// <summary>Key for caching tokens.</summary>
    public string Key => string.Join(' ', Texts);

    public static RegistryScope Pull(RepositoryName repository) => Of(repository, "pull");

    public static RegistryScope Push(RepositoryName repository) => Of(repository, "pull,push");

    /// <summary>GHCR and the reference implementation know <c>delete</c>; others take <c>*</c>, which asks for too much.</summary>
    public static RegistryScope Delete(RepositoryName repository) => Of(repository, "delete,pull,push");

    /// <summary>Also read from another repository, to mount its blobs.</summary>
    public RegistryScope AndPull(RepositoryName other) =>
        other == Repository ? this : new(Repository, [.. Texts, $"repository:{other}:pull"]);

    private static RegistryScope Of(RepositoryName repository, string actions) =>
        new(repository, [$"repository:{repository}:{actions}"]);
}
