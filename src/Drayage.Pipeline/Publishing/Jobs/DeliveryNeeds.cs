using System.Collections.Immutable;
using Drayage.Platform.Secrets;

namespace Drayage.Pipeline.Publishing.Jobs;

/// <summary>What a CI job must be given to deliver to a destination, and no more.</summary>
public sealed record DeliveryNeeds
{
    public static DeliveryNeeds None { get; } = new();

    /// <summary>Scopes of the job's own GitHub token that must be <c>write</c>, such as <c>contents</c> (GitHub docs, "Permissions for the GITHUB_TOKEN").</summary>
    public ImmutableSortedSet<string> Writes { get; init; } = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    /// <summary>Where the destination looks for its secrets.</summary>
    public ImmutableArray<SecretReference> Secrets { get; init; } = [];

    /// <summary>The identity that is exchanged for a token; null where none is.</summary>
    public JobIdentity? Identity { get; init; }

    /// <summary>The login that the destination leaves to the container tools; null where it needs none.</summary>
    public JobLogin? Login { get; init; }

    /// <summary>The workflow that the destination starts; null where it starts none.</summary>
    public StartedWorkflow? Starts { get; init; }

    /// <param name="references">Null among them stand for what is not needed.</param>
    public static DeliveryNeeds Of(params IEnumerable<SecretReference?> references) => new() { Secrets = [.. references.OfType<SecretReference>()] };
}

/// <summary>An OpenID Connect token of a job.</summary>
/// <param name="Variable">Where it stands in CI systems that put it into a variable.</param>
/// <param name="Audience">Whom it is for, as the registry defines it; null where only the machine's configuration or the registry itself says.</param>
public sealed record JobIdentity(string Variable, string? Audience);

/// <summary>A login that must be there before anything is delivered.</summary>
/// <param name="Host">The registry's host, with its port.</param>
public sealed record JobLogin(string Host, SecretReference Username, SecretReference Password);

/// <summary>How another workflow is started.</summary>
/// <param name="Repository"><c>owner/name</c>; null for the project's own.</param>
/// <param name="EventTypes">Those of repository_dispatch; empty where a workflow is named.</param>
/// <param name="File">Name of the workflow's file; null for repository_dispatch.</param>
/// <param name="Inputs">Inputs of the workflow, and the word that says what each is given.</param>
public sealed record StartedWorkflow(string? Repository, ImmutableArray<string> EventTypes, string? File, ImmutableSortedDictionary<string, string> Inputs);
