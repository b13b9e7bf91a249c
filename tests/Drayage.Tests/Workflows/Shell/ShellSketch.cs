using Drayage.Workflows.Shell.Syntax;

namespace Drayage.Tests.Workflows.Shell;

/// <summary>Writes what was read in one line, so that tests can say what they expect.</summary>
internal static class ShellSketch
{
    public static string Of(ShellScript script) => List(script.Commands);

    private static string List(IEnumerable<ShellCommand> commands) => string.Join("; ", commands.Select(Command));

    private static string Command(ShellCommand command) => command switch
    {
        ShellCommand.Simple simple => string.Join(' ', simple.Assignments.Select(Assignment)
            .Concat(simple.Words.Select(Word)).Concat(simple.Redirections.Select(Redirection))),
        ShellCommand.Pipeline pipeline => (pipeline.Negated ? "! " : "") + string.Join(" | ", pipeline.Commands.Select(Command)),
        ShellCommand.Chain chain => Command(chain.First) + string.Concat(chain.Links.Select(l => (l.OnSuccess ? " && " : " || ") + Command(l.Command))),
        ShellCommand.Compound compound => Compound(compound),
        _ => throw new ArgumentException(command.ToString()),
    };

    private static string Compound(ShellCommand.Compound compound) =>
        $"{compound.Kind}<{compound.Name}{string.Concat(compound.Words.Select(w => " " + Word(w)))}>"
        + string.Concat(compound.Clauses.Select(c => $"({List(c.Condition)}{string.Join('|', c.Patterns.Select(Word))}){{{List(c.Body)}}}"))
        + string.Concat(compound.Redirections.Select(r => " " + Redirection(r)));

    private static string Assignment(ShellAssignment assignment) =>
        $"{assignment.Name}{(assignment.Appends ? "+=" : "=")}" + (assignment.Value is { } value ? Word(value) : $"[{string.Join(' ', assignment.Elements.Select(Word))}]");

    private static string Redirection(ShellRedirection redirection) =>
        $"{redirection.Descriptor}{redirection.Operator}{Word(redirection.Target)}"
        + (redirection.Heredoc is { } heredoc ? $"<{string.Concat(heredoc.Parts.Select(Part)).Replace("\n", "\\n", StringComparison.Ordinal)}>" : "");

    private static string Word(ShellWord word) => string.Concat(word.Parts.Select(Part));

    private static string Part(ShellPart part) => part switch
    {
        ShellPart.Literal literal => literal.Text,
        ShellPart.Quoted quoted => $"{(quoted.Style == QuoteStyle.Double ? '"' : '\'')}{string.Concat(quoted.Parts.Select(Part))}{(quoted.Style == QuoteStyle.Double ? '"' : '\'')}",
        ShellPart.Variable variable => $"${{{variable.Name}{variable.Operator}{string.Concat(variable.Argument.Select(Part))}}}",
        ShellPart.Substitution substitution => $"{(substitution.AsFile ? '<' : '$')}({List(substitution.Commands)})",
        ShellPart.Expression expression => $"«{expression.Text}»",
        _ => "$((…))",
    };
}
