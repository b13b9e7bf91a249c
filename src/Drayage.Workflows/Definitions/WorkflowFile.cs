using System.Collections.Immutable;
using Drayage.Workflows.Reading;

namespace Drayage.Workflows.Definitions;

/// <summary>One file as it was read: a workflow, an action, or neither with the reasons.</summary>
public sealed record WorkflowFile
{
    public required SourceFile Source { get; init; }

    /// <summary>By its name the file is an action's definition.</summary>
    public required bool IsAction { get; init; }

    public Workflow? Workflow { get; init; }

    public ActionDefinition? Action { get; init; }

    public required ImmutableArray<ReadingProblem> Problems { get; init; }
}
