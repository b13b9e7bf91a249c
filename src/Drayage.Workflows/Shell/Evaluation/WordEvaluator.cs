using System.Collections.Immutable;
using Drayage.Workflows.Shell.Syntax;

namespace Drayage.Workflows.Shell.Evaluation;

/// <summary>Expands words into what a command receives.</summary>
internal sealed class WordEvaluator(ShellScript script, Func<string, ShellText> expression, Func<ShellPart.Substitution, ShellState, ShellText> output)
{
    /// <summary>The words that one word becomes: none for an empty variable, several for a list.</summary>
    public ImmutableArray<EvaluatedWord> Fields(ShellWord word, ShellState state)
    {
        var fields = ImmutableArray.CreateBuilder<EvaluatedWord>();
        var current = new List<TextPiece>();
        var any = false;
        foreach (var part in word.Parts)
        {
            if (Elements(part, state) is { } elements)
            {
                foreach (var element in elements)
                {
                    if (any)
                        Flush();
                    current.AddRange(element.Text.Pieces);
                    any = true;
                }
                continue;
            }
            var value = Value(part, state);
            if (part is ShellPart.Variable or ShellPart.Substitution { AsFile: false })
                Split(value);
            else
            {
                current.AddRange(value.Pieces);
                any = true;
            }
        }
        if (any)
            Flush();
        return fields.DrainToImmutable();

        void Split(ShellText value)
        {
            foreach (var piece in value.Pieces)
            {
                if (piece is TextPiece.Known { Text: var text })
                    SplitKnown(text);
                else
                {
                    current.Add(((TextPiece.Unknown)piece) with { IsSplit = true });
                    any = true;
                }
            }
        }

        void SplitKnown(string text)
        {
            if (text.Length > 0 && char.IsWhiteSpace(text[0]) && any)
                Flush();
            var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            for (var i = 0; i < words.Length; i++)
            {
                if (i > 0)
                    Flush();
                current.Add(new TextPiece.Known(words[i]));
                any = true;
            }
            if (words.Length > 0 && char.IsWhiteSpace(text[^1]))
                Flush();
        }

        void Flush()
        {
            fields.Add(new EvaluatedWord(ShellText.Join(current), word.Span));
            current.Clear();
            any = false;
        }
    }

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
