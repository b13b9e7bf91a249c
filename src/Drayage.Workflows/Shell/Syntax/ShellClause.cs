using System.Collections.Immutable;

namespace Drayage.Workflows.Shell.Syntax;

/// <summary>A branch of an if or a case, or the body of a loop, a function, a group.</summary>
internal sealed record ShellClause
{
    /// <summary>What decides whether the body runs; empty for else, for bodies without a condition and for cases.</summary>
    public required ImmutableArray<ShellCommand> Condition { get; init; }

    /// <summary>The patterns of a case's branch.</summary>
    public required ImmutableArray<ShellWord> Patterns { get; init; }

    public required ImmutableArray<ShellCommand> Body { get; init; }
}
