using System.Collections.Immutable;
using Drayage.Workflows.Shell.Syntax;

namespace Drayage.Workflows.Shell.Evaluation;

/// <summary>Makes the words that a command receives out of the parts of one written word (POSIX, Shell Command Language, 2.6.5).</summary>
/// <param name="span">The written word.</param>
internal sealed class FieldSplitting(TextSpan span)
{
    private readonly ImmutableArray<EvaluatedWord>.Builder fields = ImmutableArray.CreateBuilder<EvaluatedWord>();
    private readonly List<TextPiece> current = [];
    private bool any;

    /// <summary>Adds to the word that has begun; a quoted text makes a word even where it is empty.</summary>
    public void Add(ShellText text)
    {
        current.AddRange(text.Pieces);
        any = true;
    }

    /// <summary>Adds elements of a list: the first belongs to the word that has begun, and the last one stays open.</summary>
    public void AddWords(ImmutableArray<EvaluatedWord> words)
    {
        for (var i = 0; i < words.Length; i++)
        {
            if (i > 0)
                Flush();
            Add(words[i].Text);
        }
    }

    /// <summary>Adds a text that stands unquoted: its blanks part words.</summary>
    public void Split(ShellText text)
    {
        foreach (var piece in text.Pieces)
        {
            if (piece is TextPiece.Known known)
                SplitKnown(known.Text);
            else
                Add(ShellText.Of(((TextPiece.Unknown)piece) with { IsSplit = true }));
        }
    }

    public ImmutableArray<EvaluatedWord> End()
    {
        if (any)
            Flush();
        return fields.DrainToImmutable();
    }

    private void SplitKnown(string text)
    {
        if (text.Length > 0 && char.IsWhiteSpace(text[0]) && any)
            Flush();
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i < words.Length; i++)
        {
            if (i > 0)
                Flush();
            Add(words[i]);
        }
        if (words.Length > 0 && char.IsWhiteSpace(text[^1]))
            Flush();
    }

    private void Flush()
    {
        fields.Add(new EvaluatedWord(ShellText.Join(current), span));
        current.Clear();
        any = false;
    }
}
