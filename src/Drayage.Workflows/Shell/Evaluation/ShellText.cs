using System.Collections.Immutable;
using System.Text;

namespace Drayage.Workflows.Shell.Evaluation;

/// <summary>A text of which some stretches may be unknown before it runs: <c>ghcr.io/acme/server:</c> and then <c>$VERSION</c>.</summary>
/// <remarks>
/// Not a <see cref="Expressions.PartialText"/>, which a step's scope makes and which is whole: this one is cut short where a loop makes it
/// grow, and its unknown pieces remember what the shell would do to them. Values of expressions become such texts where they are handed
/// to a script.
/// </remarks>
internal sealed class ShellText : IEquatable<ShellText>
{
    public static readonly ShellText Empty = new([]);

    // Texts that grow in loops say nothing more beyond this.
    private const int MostPieces = 32;
    private const int LongestPiece = 4000;

    private ShellText(ImmutableArray<TextPiece> pieces)
    {
        Pieces = pieces;
    }

    /// <summary>No two known pieces stand side by side, and none is empty.</summary>
    public ImmutableArray<TextPiece> Pieces { get; }

    /// <summary>The text, when all of it is known; otherwise null.</summary>
    public string? Known => Pieces switch
    {
        [] => "",
        [TextPiece.Known only] => only.Text,
        _ => null,
    };

    public bool IsEmpty => Pieces.IsEmpty;

    public bool HasUnknown => Pieces.Any(p => p is TextPiece.Unknown);

    /// <summary>What is known before the first unknown piece.</summary>
    public string KnownStart => Pieces is [TextPiece.Known first, ..] ? first.Text : "";

    public IEnumerable<TextPiece.Unknown> Unknowns => Pieces.OfType<TextPiece.Unknown>();

    public static ShellText Of(string text) => text.Length == 0 ? Empty : new([new TextPiece.Known(text)]);

    public static ShellText Unknown(string source) => new([new TextPiece.Unknown(source)]);

    public static ShellText Of(TextPiece piece) => Join([piece]);

    public static ShellText Concat(params ReadOnlySpan<ShellText> texts)
    {
        var pieces = new List<TextPiece>();
        foreach (var text in texts)
            pieces.AddRange(text.Pieces);
        return Join(pieces);
    }

    public static ShellText Join(IEnumerable<TextPiece> pieces)
    {
        var joined = ImmutableArray.CreateBuilder<TextPiece>();
        foreach (var piece in pieces)
        {
            if (piece is TextPiece.Known { Text.Length: 0 })
                continue;
            if (joined.Count >= MostPieces)
                break;
            if (piece is TextPiece.Known next && joined.Count > 0 && joined[^1] is TextPiece.Known last && last.Text.Length < LongestPiece)
                joined[^1] = new TextPiece.Known(last.Text + next.Text);
            else
                joined.Add(piece);
        }
        return new ShellText(joined.DrainToImmutable());
    }

    public static implicit operator ShellText(string text) => Of(text);

    /// <summary>The same text with every known piece changed by one function and every unknown by another.</summary>
    public ShellText Map(Func<string, string> known, Func<TextPiece.Unknown, TextPiece> unknown) =>
        Join(Pieces.Select(p => p is TextPiece.Known k ? new TextPiece.Known(known(k.Text)) : unknown((TextPiece.Unknown)p)));

    public ShellText ToLowercase() => Map(t => t.ToLowerInvariant(), u => u with { IsLowercase = true });

    /// <summary>Without the blanks before and behind it.</summary>
    public ShellText Trim()
    {
        var pieces = Pieces;
        if (pieces is [TextPiece.Known first, ..])
            pieces = pieces.SetItem(0, new TextPiece.Known(first.Text.TrimStart()));
        if (pieces is [.., TextPiece.Known last])
            pieces = pieces.SetItem(pieces.Length - 1, new TextPiece.Known(last.Text.TrimEnd()));
        return Join(pieces);
    }

    public bool StartsWith(string text) => KnownStart.StartsWith(text, StringComparison.Ordinal);

    public bool Contains(string text) => Pieces.Any(p => p is TextPiece.Known k && k.Text.Contains(text, StringComparison.Ordinal));

    /// <summary>What stands before and behind the first occurrence of a character in a known piece; null where it never stands.</summary>
    public (ShellText Before, ShellText After)? SplitAt(char separator)
    {
        for (var i = 0; i < Pieces.Length; i++)
        {
            if (Pieces[i] is TextPiece.Known known && known.Text.IndexOf(separator) is >= 0 and var at)
                return Cut(i, known.Text, at);
        }
        return null;
    }

    /// <summary>What stands before and behind the last occurrence of a character in a known piece.</summary>
    public (ShellText Before, ShellText After)? SplitAtLast(char separator)
    {
        for (var i = Pieces.Length - 1; i >= 0; i--)
        {
            if (Pieces[i] is TextPiece.Known known && known.Text.LastIndexOf(separator) is >= 0 and var at)
                return Cut(i, known.Text, at);
        }
        return null;
    }

    /// <summary>The text cut at every occurrence of one of the separators in its known pieces; empty stretches are left out.</summary>
    public ImmutableArray<ShellText> SplitAll(params ReadOnlySpan<char> separators)
    {
        var found = ImmutableArray.CreateBuilder<ShellText>();
        var current = new List<TextPiece>();
        foreach (var piece in Pieces)
        {
            if (piece is not TextPiece.Known known)
            {
                current.Add(piece);
                continue;
            }
            var rest = known.Text.AsSpan();
            while (rest.IndexOfAny(separators) is >= 0 and var at)
            {
                current.Add(new TextPiece.Known(rest[..at].ToString()));
                Flush();
                rest = rest[(at + 1)..];
            }
            current.Add(new TextPiece.Known(rest.ToString()));
        }
        Flush();
        return found.DrainToImmutable();

        void Flush()
        {
            if (Join(current) is { IsEmpty: false } text)
                found.Add(text);
            current.Clear();
        }
    }

    /// <summary>The text as a reader sees it, unknown pieces as they are written.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var piece in Pieces)
            text.Append(piece is TextPiece.Known known ? known.Text : ((TextPiece.Unknown)piece).Source);
        return text.ToString();
    }

    public bool Equals(ShellText? other) => other is not null && Pieces.SequenceEqual(other.Pieces);

    public override bool Equals(object? obj) => Equals(obj as ShellText);

    public override int GetHashCode() => Pieces.Aggregate(0, HashCode.Combine);

    private (ShellText Before, ShellText After) Cut(int piece, string text, int at) =>
        (Join(Pieces[..piece].Add(new TextPiece.Known(text[..at]))),
            Join(Pieces[(piece + 1)..].Insert(0, new TextPiece.Known(text[(at + 1)..]))));
}
