using Drayage.Formats.Toml.Syntax;
using Drayage.Model;

namespace Drayage.Formats.Toml.Reading;

/// <summary>A position in the text. The text is known to hold no NUL, so that NUL stands for the end.</summary>
internal sealed class Cursor(SourceText source)
{
    public SourceText Source { get; } = source;

    public string Text { get; } = source.Text;

    public int Position { get; set; } = source.Start;

    public bool AtEnd => Position >= Text.Length;

    public char Current => Peek(0);

    public char Peek(int ahead) => Position + ahead < Text.Length ? Text[Position + ahead] : '\0';

    public bool LooksAt(string token) => string.CompareOrdinal(Text, Position, token, 0, token.Length) == 0;

    public bool TryTake(char c)
    {
        if (AtEnd || Text[Position] != c)
            return false;
        Position++;
        return true;
    }

    public void SkipBlanks()
    {
        while (Current is ' ' or '\t')
            Position++;
    }

    public void SkipComment()
    {
        if (Current != '#')
            return;
        var end = Text.IndexOf('\n', Position);
        Position = end < 0 ? Text.Length : end;
    }

    public bool TryTakeNewline()
    {
        if (Current == '\r')
            Position++;
        return TryTake('\n');
    }

    /// <summary>Skips blanks, comments and line ends.</summary>
    public void SkipTrivia()
    {
        do
        {
            SkipBlanks();
            SkipComment();
        }
        while (TryTakeNewline());
    }

    public ReleaseException Expected(string expected, string hint) =>
        Source.Error(Position, $"found {Describe()}, expected {expected}", hint);

    /// <summary>What stands at the position, for messages.</summary>
    public string Describe()
    {
        if (AtEnd)
            return "the end of the file";
        if (Current is '\r' or '\n')
            return "the end of the line";
        return char.IsHighSurrogate(Current) ? $"'{Text.Substring(Position, 2)}'" : $"'{Current}'";
    }
}
