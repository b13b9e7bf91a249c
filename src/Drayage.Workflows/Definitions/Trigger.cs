using System.Collections.Immutable;
using Drayage.Workflows.Reading;

namespace Drayage.Workflows.Definitions;

/// <summary>One event under <c>on</c>, with its filters.</summary>
public sealed record Trigger
{
    /// <summary>As GitHub names it, such as <c>push</c> or <c>workflow_dispatch</c>.</summary>
    public required string Event { get; init; }

    public required SourcePlace Place { get; init; }

    public required ImmutableArray<ScalarText> Types { get; init; }

    public required ImmutableArray<ScalarText> Branches { get; init; }

    public required ImmutableArray<ScalarText> BranchesIgnored { get; init; }

    public required ImmutableArray<ScalarText> Tags { get; init; }

    public required ImmutableArray<ScalarText> TagsIgnored { get; init; }

    public required ImmutableArray<ScalarText> Paths { get; init; }

    public required ImmutableArray<ScalarText> PathsIgnored { get; init; }

    /// <summary>Names of workflows that <c>workflow_run</c> waits for.</summary>
    public required ImmutableArray<ScalarText> Workflows { get; init; }

    /// <summary>Inputs of <c>workflow_dispatch</c> and <c>workflow_call</c>.</summary>
    public required ImmutableArray<InputDefinition> Inputs { get; init; }

    /// <summary>Expressions of the outputs of <c>workflow_call</c>, by name.</summary>
    public required ImmutableArray<Setting> Outputs { get; init; }

    /// <summary>A push trigger runs on tags unless it names branches only.</summary>
    public bool MatchesSomeTag => Event == "push" && (!Tags.IsEmpty || !TagsIgnored.IsEmpty || (Branches.IsEmpty && BranchesIgnored.IsEmpty));
}
