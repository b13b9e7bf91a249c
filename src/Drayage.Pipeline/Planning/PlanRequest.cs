using System.Collections.Immutable;
using Drayage.Model.Components;
using Drayage.Model.Detection;
using Drayage.Model.Planning;
using Drayage.Model.Versions;
using Drayage.Pipeline.Configuration;
using Drayage.Pipeline.Detection;

namespace Drayage.Pipeline.Planning;

/// <summary>Everything a plan is made from.</summary>
public sealed record PlanRequest
{
    public required ProjectSettings Settings { get; init; }

    public required Catalog Catalog { get; init; }

    public required SourceTree Tree { get; init; }

    public required SourceRevision Source { get; init; }

    /// <summary>The repository's tags.</summary>
    public required ImmutableArray<ExistingTag> Tags { get; init; }

    /// <summary>Answers which of a component's gate paths changed since a commit; asked only for components that have an earlier release.</summary>
    public required Func<string, ImmutableArray<string>> ChangedSince { get; init; }

    /// <summary>How many commits the released one has that an earlier one has not; all for null. Null where history is cut off.</summary>
    public required Func<string?, int?> CommitsSince { get; init; }

    /// <summary>Tells what changed with a version of a component, in Markdown under a heading; asked only where notes are made of it.</summary>
    public Func<ComponentSettings, ReleaseVersion, string> ChangelogOf { get; init; } = (_, _) => "";

    /// <summary>The tag that is being released, where it came first (<c>--tag</c>); otherwise null.</summary>
    public string? Tag { get; init; }

    /// <summary>Only these components and what they need; empty for all.</summary>
    public ImmutableArray<ComponentId> Only { get; init; } = [];

    /// <summary>Take every component as one to release, whatever tags exist: for builds and rehearsals.</summary>
    public bool IgnoreTags { get; init; }
}

/// <summary>A tag of the repository.</summary>
/// <param name="Name">Without <c>refs/tags/</c>.</param>
/// <param name="Commit">Full id of the commit that it names, peeled.</param>
public sealed record ExistingTag(string Name, string Commit);
