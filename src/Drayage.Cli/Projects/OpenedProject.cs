using System.Collections.Immutable;
using Drayage.Model.Detection;
using Drayage.Model.Planning;
using Drayage.Pipeline.Configuration;
using Drayage.Pipeline.Detection;
using Drayage.Platform.Git;

namespace Drayage.Cli.Projects;

/// <summary>A repository with its configuration, as most commands start from.</summary>
internal sealed record OpenedProject
{
    public required GitRepository Git { get; init; }

    public required SourceSnapshot Snapshot { get; init; }

    public required SourceTree Tree { get; init; }

    public required SourceRevision Source { get; init; }

    public required ImmutableArray<string> ChangedPaths { get; init; }

    public required ProjectSettings Settings { get; init; }

    public required Catalog Catalog { get; init; }

    public string Root => Git.Root;
}
