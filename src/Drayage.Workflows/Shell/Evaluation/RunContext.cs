using Drayage.Workflows.Shell.Syntax;

namespace Drayage.Workflows.Shell.Evaluation;

/// <summary>What surrounds a command that is followed.</summary>
internal sealed record RunContext
{
    public bool IsConditional { get; init; }

    public TextSpan? FailureIgnoredBy { get; init; }

    /// <summary>What the command reads, where that is known.</summary>
    public ShellText? Input { get; init; }

    /// <summary>The file of the runner that everything inside writes to, or <see cref="RunnerFile.None"/>.</summary>
    public RunnerFile Sink { get; init; }
}
