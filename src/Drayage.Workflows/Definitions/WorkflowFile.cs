using System.Collections.Immutable;
using Drayage.Workflows.Reading;

namespace Drayage.Workflows.Definitions;

/// <summary>One file as it was read: a workflow, an action, or neither with the reasons.</summary>
public sealed record WorkflowFile
{
    public required SourceFile Source { get; init; }

    /// <summary>By its name the file is an action's definition.</summary>
    public required bool IsAction { get; init; }

    /// <summary>Part of a workflow, out of a guide: what stands around it is not known, so nothing can be said to be missing.</summary>
    public bool IsFragment { get; init; }

    public Workflow? Workflow { get; init; }

    public ActionDefinition? Action { get; init; }

    public required ImmutableArray<ReadingProblem> Problems { get; init; }
}
