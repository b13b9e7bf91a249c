using System.Collections.Immutable;
using Drayage.Workflows.Shell.Syntax;

namespace Drayage.Workflows.Shell.Evaluation;

/// <summary>One run of one command.</summary>
internal sealed record EvaluatedCommand
{
    public required ShellCommand.Simple Command { get; init; }

    /// <summary>The name and the arguments; at least one.</summary>
    public required ImmutableArray<EvaluatedWord> Words { get; init; }

    /// <summary>Variables as they stood, assignments before the command included.</summary>
    public required ImmutableDictionary<string, ShellText> Variables { get; init; }

    /// <summary>What it reads: the output of an <c>echo</c> before it, a heredoc, a here-string; null where nothing is known.</summary>
    public ShellText? Input { get; init; }

    /// <summary>Runs only under a condition, or perhaps never.</summary>
    public bool IsConditional { get; init; }

    /// <summary>The stretch behind the command that turns its failure into success (<c>|| true</c>), or null.</summary>
    public TextSpan? FailureIgnoredBy { get; init; }

    /// <summary>The place of the whole command in the script's text.</summary>
    public required TextSpan Span { get; init; }

    /// <summary>The name that is called, when it is known.</summary>
    public string? Name => Words[0].Known;

    public override string ToString() => string.Join(' ', Words);
}
