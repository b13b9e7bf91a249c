using Drayage.Model;

namespace Drayage.Ecosystems.Python.Detection.Legacy;

/// <summary>Cuts Python source into tokens, as far as finding a call and its constants needs it.</summary>
internal sealed class PythonTokens
{
    private readonly string text;
    private readonly string path;
    private readonly List<PythonToken> tokens = [];
    private int position;
    private int line = 1;
    private int lineStart;

    private PythonTokens(string text, string path)
    {
        this.text = text;
        this.path = path;
    }

    public static List<PythonToken> Read(string text, string path)
    {
        var reader = new PythonTokens(text, path);
        while (reader.position < text.Length)
            reader.Next();
        return reader.tokens;
    }

    private void Next()
    {
        var c = text[position];
        if (c == '#')
            position = text.IndexOf('\n', position) is var end and >= 0 ? end : text.Length;
        else if (char.IsWhiteSpace(c) || c == '\\')
            Skip(1);
        else if (StringStart() is var prefix and >= 0)
            ReadString(prefix);
        else if (char.IsLetter(c) || c == '_')
            ReadWhile(PythonTokenKind.Name, next => char.IsLetterOrDigit(next) || next == '_');
        else if (char.IsDigit(c))
            ReadWhile(PythonTokenKind.Number, next => char.IsLetterOrDigit(next) || next is '.' or '_');
        else
            ReadSign();
    }

    /// <summary>The length of a string's prefix (<c>r</c>, <c>f</c>, <c>rb</c> …), or -1 where no string begins.</summary>
    private int StringStart()
    {
        var length = 0;
        while (length < 3 && position + length < text.Length && "rRbBuUfFtT".Contains(text[position + length]))
            length++;
        return position + length < text.Length && text[position + length] is '"' or '\'' ? length : -1;
    }

    private void ReadString(int prefixLength)
    {
        var prefix = text.Substring(position, prefixLength).ToLowerInvariant();
        var quote = text[position + prefixLength];
        var isTriple = text.AsSpan(position + prefixLength).StartsWith(new string(quote, 3));
        var delimiter = new string(quote, isTriple ? 3 : 1);
        Skip(prefixLength + delimiter.Length);
        var start = position;
        var at = At();
        while (position < text.Length && !text.AsSpan(position).StartsWith(delimiter) && (isTriple || text[position] != '\n'))
            Skip(text[position] == '\\' ? 2 : 1);
        var value = text[start..Math.Min(position, text.Length)];
        var isComputed = prefix.AsSpan().ContainsAny('f', 't', 'b') || (value.Contains('\\') && !prefix.Contains('r'));
        tokens.Add(new PythonToken(isComputed ? PythonTokenKind.ComputedString : PythonTokenKind.String, value, at));
        Skip(delimiter.Length);
    }

    private void ReadWhile(PythonTokenKind kind, Func<char, bool> belongs)
    {
        var start = position;
        var at = At();
        while (position < text.Length && belongs(text[position]))
            position++;
        tokens.Add(new PythonToken(kind, text[start..position], at));
    }

    private void ReadSign()
    {
        // Two-character operators must not look like the '=' of a keyword argument.
        var length = position + 1 < text.Length && text[position + 1] == '=' && "=!<>+-*/%&|^:".Contains(text[position]) ? 2 : 1;
        tokens.Add(new PythonToken(PythonTokenKind.Sign, text.Substring(position, length), At()));
        position += length;
    }

    private void Skip(int count)
    {
        for (; count > 0 && position < text.Length; count--)
        {
            if (text[position++] == '\n')
            {
                line++;
                lineStart = position;
            }
        }
    }

    private SourceLocation At() => new(path, line, position - lineStart + 1);
}
