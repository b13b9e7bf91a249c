using System.Collections.Immutable;
using Drayage.Workflows.Shell.Syntax;

namespace Drayage.Workflows.Shell.Evaluation;

/// <summary>Expands words into what a command receives.</summary>
internal sealed class WordEvaluator(ShellScript script, Func<string, ShellText> expression, Func<ShellPart.Substitution, ShellState, ShellText> output)
{
    /// <summary>The words that one word becomes: none for an empty variable, several for a list.</summary>
    public ImmutableArray<EvaluatedWord> Fields(ShellWord word, ShellState state)
    {
        var fields = new FieldSplitting(word.Span);
        foreach (var part in word.Parts)
        {
            if (Elements(part, state) is { } elements)
                fields.AddWords(elements);
            else if (part is ShellPart.Variable or ShellPart.Substitution { AsFile: false })
                fields.Split(Value(part, state));
            else
                fields.Add(Value(part, state));
        }
        return fields.End();
    }

    /// <summary>The same without running what is substituted in the word: looking at a condition must not run that a second time.</summary>
    public ImmutableArray<EvaluatedWord> FieldsUnrun(ShellWord word, ShellState state) =>
        word.AllParts.Any(p => p is ShellPart.Substitution)
            ? [new EvaluatedWord(ShellText.Unknown(word.Span.Of(script.Text)), word.Span)]
            : Fields(word, state);

    /// <summary>The one text that a word becomes where the shell does not split: in an assignment, a redirection.</summary>
    public ShellText Text(ShellWord word, ShellState state) => Concat(word.Parts, state);

    public ShellText Concat(ImmutableArray<ShellPart> parts, ShellState state) =>
        ShellText.Join(parts.SelectMany(p => Value(p, state).Pieces));

    private ShellText Value(ShellPart part, ShellState state) => part switch
    {
        ShellPart.Literal literal => ShellText.Of(literal.Text),
        ShellPart.Quoted quoted => Concat(quoted.Parts, state),
        ShellPart.Expression inner => expression(inner.Text),
        ShellPart.Variable variable => Variable(variable, state),
        ShellPart.Substitution { AsFile: false } substitution => output(substitution, state),
        ShellPart.Substitution substitution => Unread(substitution, output(substitution, state)),
        _ => ShellText.Unknown(part.Span.Of(script.Text)),
    };

    private ShellText Unread(ShellPart part, ShellText _) => ShellText.Unknown(part.Span.Of(script.Text));

    private ShellText Variable(ShellPart.Variable variable, ShellState state)
    {
        if (IsWhole(variable) && ListOf(variable, state) is { IsDefault: false } list)
            return ShellText.Join(list.SelectMany((e, i) => i == 0 ? e.Text.Pieces : e.Text.Pieces.Insert(0, new TextPiece.Known(" "))));
        return ParameterExpansion.Evaluate(variable, script.Text, state, () => Concat(variable.Argument, state));
    }

    private static ImmutableArray<EvaluatedWord>? Elements(ShellPart part, ShellState state)
    {
        var variable = part as ShellPart.Variable ?? (part is ShellPart.Quoted { Style: QuoteStyle.Double, Parts: [ShellPart.Variable only] } ? only : null);
        if (variable is null || !IsWhole(variable))
            return null;
        var list = ListOf(variable, state);
        return list.IsDefault ? null : list;
    }

    private static bool IsWhole(ShellPart.Variable variable) =>
        variable.Operator is "[@]" or "[*]" || variable.Operator.Length == 0 && variable.Name is "@" or "*";

    private static ImmutableArray<EvaluatedWord> ListOf(ShellPart.Variable variable, ShellState state) =>
        variable.Name is "@" or "*" ? state.Arguments : state.Arrays.GetValueOrDefault(variable.Name);
}
