using System.Collections.Immutable;

namespace Drayage.Model.Explaining;

/// <summary>
/// Words to look for, case ignored; <c>*</c> stands for anything between two of them. Looking takes time linear in the text:
/// every word is searched once, behind the one before.
/// </summary>
public sealed class Phrase
{
    private readonly ImmutableArray<string> words;

    private Phrase(string pattern)
    {
        words = [.. pattern.Split('*', StringSplitOptions.RemoveEmptyEntries)];
        if (words.IsEmpty)
            throw new ArgumentException("a phrase needs words", nameof(pattern));
        Anchor = words.MaxBy(word => word.Length)!;
        Weight = words.Sum(word => word.Length);
    }

    /// <summary>The longest of the words: what a text must hold at least.</summary>
    public string Anchor { get; }

    /// <summary>How many characters must agree.</summary>
    public int Weight { get; }

    /// <returns>Where the first of the words begins; -1 where the text does not hold them all in this order.</returns>
    public int FindIn(ReadOnlySpan<char> text)
    {
        var begin = -1;
        var from = 0;
        foreach (var word in words)
        {
            var at = text[from..].IndexOf(word, StringComparison.OrdinalIgnoreCase);
            if (at < 0)
                return -1;
            begin = begin < 0 ? from + at : begin;
            from += at + word.Length;
        }

        return begin;
    }

    public override string ToString() => string.Join('*', words);

    public static implicit operator Phrase(string pattern) => new(pattern);
}
