using Drayage.Workflows.Shell.Syntax;

namespace Drayage.Workflows.Shell.Evaluation;

/// <summary>A word as the command receives it, with the word of the script that it came from: several may come from one.</summary>
internal sealed record EvaluatedWord(ShellText Text, TextSpan Span)
{
    public string? Known => Text.Known;

    public override string ToString() => Text.ToString();
}
