using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Pipeline.Configuration;
using Drayage.Platform.Secrets;

namespace Drayage.Ecosystems.Npm.Publishing;

/// <summary>A destination of kind <c>npm</c>.</summary>
public sealed record NpmRegistrySettings : DestinationSettings
{
    /// <summary>Address of the registry, with its slash at the end; null where npm's own configuration says it.</summary>
    public Uri? Registry { get; init; }

    /// <summary>Whether npm told the registry by itself, so that it is the one that installers know.</summary>
    public bool IsUsual { get; init; }

    /// <summary>Scope, with its <c>@</c> → its registry, from npm's own configuration. Empty where <see cref="Registry"/> was written out.</summary>
    public ImmutableDictionary<string, Uri> Scopes { get; init; } = ImmutableDictionary<string, Uri>.Empty;

    /// <summary>Why npm did not tell a registry, in case one is wanted.</summary>
    public string? Unknown { get; init; }

    /// <summary>Repository-relative path of the project's <c>.npmrc</c>.</summary>
    public required string Npmrc { get; init; }

    /// <summary>Null for the login in npm's own configuration, or the CI job's identity.</summary>
    public SecretReference? Token { get; init; }

    /// <summary>Whether the job's identity is used even where there is a login.</summary>
    public bool TrustedPublishing { get; init; }

    /// <summary><c>public</c> or <c>restricted</c>; null for what the package says itself.</summary>
    public string? Access { get; init; }

    /// <summary>The dist-tag of pre-releases; null for their channel's name.</summary>
    public string? PreReleaseTag { get; init; }

    /// <summary>Path of the provenance bundle, a template; null for none.</summary>
    public string? Provenance { get; init; }

    /// <summary>Where it stands, for messages.</summary>
    public required SourceLocation ProvenanceAt { get; init; }
}
