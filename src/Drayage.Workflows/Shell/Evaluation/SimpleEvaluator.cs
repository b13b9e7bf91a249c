using System.Collections.Immutable;
using Drayage.Workflows.Shell.Syntax;

namespace Drayage.Workflows.Shell.Evaluation;

/// <summary>Follows one simple command: assigns, records the command, and knows what a few builtins do.</summary>
internal sealed class SimpleEvaluator(ShellEvaluator evaluator, WordEvaluator words, ShellEnvironment environment)
{
    // Lists that grow in loops say nothing more beyond this.
    private const int MostWords = 600;

    public RunnerFiles Files { get; } = new(words);

    /// <returns>What the command prints, when that is known.</returns>
    public ShellText? Run(ShellCommand.Simple command, ShellState state, RunContext context)
    {
        var fields = command.Words.SelectMany(w => words.Fields(w, state)).Take(MostWords).ToImmutableArray();
        var declares = fields is [{ Known: "export" or "local" or "declare" or "typeset" or "readonly" }, ..];
        var scope = fields.IsEmpty || declares ? state : state.Copy();
        foreach (var assignment in command.Assignments)
            Assign(assignment, scope);
        if (fields.IsEmpty)
            return null;
        var input = Input(command, state) ?? context.Input;
        evaluator.Commands.Add(new EvaluatedCommand
        {
            Command = command,
            Words = fields,
            Variables = scope.Variables,
            Span = command.Span,
            Input = input,
            IsConditional = context.IsConditional,
            FailureIgnoredBy = context.FailureIgnoredBy,
        });
        if (fields[0].Known is { } name && evaluator.TryCall(name, fields[1..], state, context with { Input = input }))
            return null;
        RunBuiltin(fields, state, scope, context);
        var output = CommandOutput.Of(fields, input);
        if (fields[0].Known == "tee" && fields.Skip(1).Select(w => RunnerFiles.FileOf(w.Text)).FirstOrDefault(f => f != RunnerFile.None) is var tee)
            Files.Write(tee, input, context.IsConditional);
        var sink = Files.SinkOf(command.Redirections, state);
        Files.Write(sink ?? context.Sink, output, context.IsConditional);
        return sink is null ? output : null;
    }

    private ShellText? Input(ShellCommand.Simple command, ShellState state)
    {
        foreach (var redirection in command.Redirections.Reverse())
        {
            if (redirection.Heredoc is { } heredoc)
                return words.Concat(heredoc.Parts, state);
            if (redirection.Operator == "<<<")
                return words.Text(redirection.Target, state);
        }
        return null;
    }

    private void Assign(ShellAssignment assignment, ShellState state)
    {
        if (assignment.Indexed)
        {
            state.Arrays = state.Arrays.Remove(assignment.Name);
            return;
        }
        if (assignment.Value is null)
        {
            var elements = assignment.Elements.SelectMany(w => words.Fields(w, state)).Take(MostWords).ToImmutableArray();
            if (assignment.Appends)
                elements = [.. state.Arrays.GetValueOrDefault(assignment.Name, []), .. elements];
            state.SetArray(assignment.Name, elements);
            return;
        }
        var value = words.Text(assignment.Value, state);
        if (assignment.Appends)
            value = ShellText.Concat(state.Variables.GetValueOrDefault(assignment.Name, ShellText.Empty), value);
        state.Set(assignment.Name, value);
    }

    private void RunBuiltin(ImmutableArray<EvaluatedWord> fields, ShellState state, ShellState scope, RunContext context)
    {
        switch (fields[0].Known)
        {
            case "read" or "mapfile" or "readarray" or "unset" or "getopts":
                foreach (var word in fields.Skip(1))
                {
                    if (word.Known is { Length: > 0 } name && name[0] != '-')
                        state.Set(name, ShellText.Unknown($"${name}"));
                }
                break;
            case "shift" when !state.Arguments.IsDefaultOrEmpty:
                state.Arguments = state.Arguments[1..];
                break;
            case "eval" when fields.Length > 1:
                RunText(ShellText.Join(fields.Skip(1).SelectMany(f => f.Text.Pieces.Append(new TextPiece.Known(" ")))), fields[1].Span, scope, context);
                break;
            case "bash" or "sh" or "dash" or "zsh":
                var at = fields.IndexOf(fields.FirstOrDefault(f => f.Known is { Length: > 1 } flag && flag[0] == '-' && flag.EndsWith('c'))!);
                if (at > 0 && at + 1 < fields.Length)
                    RunText(fields[at + 1].Text, fields[at + 1].Span, scope, context);
                break;
        }
    }

    // What is unknown in a nested text stays a word of it: its source is quoted, so that it is not read as shell.
    private void RunText(ShellText text, TextSpan span, ShellState scope, RunContext context)
    {
        var known = text.Pieces.Select(p => p is TextPiece.Known k ? k.Text : "$__unknown");
        evaluator.RunNested(string.Concat(known), span, environment with { Variables = scope.Variables }, context);
    }
}
