using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Model.Components;

namespace Drayage.Pipeline.Configuration.Automation;

/// <summary>A part of the repository with a name, and what is tried when it changes.</summary>
public sealed record FilterSettings
{
    /// <summary>Lower-case letters, digits and inner dashes.</summary>
    public required string Id { get; init; }

    /// <summary>Globs in the order in which they count: the last one that matches decides, and those that begin with <c>!</c> take away.</summary>
    public ImmutableArray<string> Paths { get; init; } = [];

    /// <summary>Whether wildcards match names that begin with a dot.</summary>
    public bool MatchesDotFiles { get; init; } = true;

    /// <summary>Components whose change is a change of this part too.</summary>
    public ImmutableArray<ComponentId> Needs { get; init; } = [];

    /// <summary>Names of ecosystems whose toolchains <see cref="Run"/> needs.</summary>
    public ImmutableArray<string> Toolchains { get; init; } = [];

    /// <summary>Script of bash that tries the part; null for none.</summary>
    public string? Run { get; init; }

    public required SourceLocation At { get; init; }
}
