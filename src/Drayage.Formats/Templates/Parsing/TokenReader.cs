using Drayage.Formats.Templates.Syntax;
using Drayage.Model;

namespace Drayage.Formats.Templates.Parsing;

/// <summary>A position in the tokens, and a bound on how deeply templates nest.</summary>
internal sealed class TokenReader(IReadOnlyList<Token> tokens, TemplateSource source)
{
    /// <summary>Deeper templates are refused, so that no walk over the tree can exhaust the stack.</summary>
    private const int MaximumDepth = 200;

    private int _next;

    public TemplateSource Source { get; } = source;

    public Token Current => tokens[_next];

    public Token Following => tokens[Math.Min(_next + 1, tokens.Count - 1)];

    /// <summary>How many nodes lie above the one that is being read.</summary>
    public int Depth { get; private set; }

    public Token Take() => Current.Kind == TokenKind.End ? Current : tokens[_next++];

    public bool TryTakeName(string name)
    {
        if (!Current.IsName(name))
            return false;
        _next++;
        return true;
    }

    public bool TryTakeOperator(string symbol)
    {
        if (!Current.IsOperator(symbol))
            return false;
        _next++;
        return true;
    }

    public Token ExpectName(string what) => Current.Kind == TokenKind.Name ? Take() : throw Unexpected(what);

    public void ExpectName(string name, string what)
    {
        if (!TryTakeName(name))
            throw Unexpected(what);
    }

    public void ExpectOperator(string symbol)
    {
        if (!TryTakeOperator(symbol))
            throw Unexpected($"'{symbol}'");
    }

    public void Expect(TokenKind kind, string what)
    {
        if (Current.Kind != kind)
            throw Unexpected(what);
        _next++;
    }

    /// <summary>Counts one level; give the result to <see cref="Leave"/>.</summary>
    public int Enter()
    {
        if (Depth >= MaximumDepth)
            throw Source.Malformed(Current.Position, $"the template nests deeper than {MaximumDepth} levels", "split the expression or the blocks with {% set %}");
        return Depth++;
    }

    public void Leave(int depth) => Depth = depth;

    public ReleaseException Unexpected(string expected) =>
        Source.Malformed(Current.Position, $"found {Current.Describe()}, expected {expected}", "see the template syntax of Jinja2");
}
