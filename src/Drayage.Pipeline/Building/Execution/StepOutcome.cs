using System.Collections.Immutable;
using Drayage.Model;

namespace Drayage.Pipeline.Building.Execution;

/// <summary>How a build step ended.</summary>
public abstract record StepOutcome
{
    private StepOutcome()
    {
    }

    /// <summary>The toolchain ran.</summary>
    public sealed record Built(ImmutableArray<BuiltFile> Files, TimeSpan Elapsed) : StepOutcome;

    /// <summary>Sources, toolchain and settings are those of an earlier run.</summary>
    public sealed record Unchanged(ImmutableArray<BuiltFile> Files) : StepOutcome;

    public sealed record Failed(ReleaseException Error, TimeSpan Elapsed) : StepOutcome;

    /// <summary>Not started, because a step that it needs failed.</summary>
    public sealed record Skipped(string NeededStep) : StepOutcome;
}
