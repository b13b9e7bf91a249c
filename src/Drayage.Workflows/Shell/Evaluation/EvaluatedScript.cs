using System.Collections.Immutable;
using Drayage.Workflows.Shell.Syntax;

namespace Drayage.Workflows.Shell.Evaluation;

/// <summary>The commands that a script runs, in order, as far as can be told without running it.</summary>
internal sealed record EvaluatedScript
{
    public required ShellScript Script { get; init; }

    public required ImmutableArray<EvaluatedCommand> Commands { get; init; }

    /// <summary>What it hands to later steps by <c>GITHUB_ENV</c>.</summary>
    public required ImmutableDictionary<string, ShellText> Exports { get; init; }

    /// <summary>What it hands to other steps by <c>GITHUB_OUTPUT</c>.</summary>
    public required ImmutableDictionary<string, ShellText> Outputs { get; init; }
}
