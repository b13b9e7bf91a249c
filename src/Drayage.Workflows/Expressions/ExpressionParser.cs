using System.Collections.Immutable;

namespace Drayage.Workflows.Expressions;

/// <summary>Parses what stands between <c>${{</c> and <c>}}</c>, or the whole of an <c>if</c>.</summary>
public sealed class ExpressionParser
{
    // As GitHub limits it.
    private const int MaxDepth = 50;

    private readonly ExpressionScanner scanner;
    private ExpressionToken token;
    private int depth;

    private ExpressionParser(ExpressionScanner scanner)
    {
        this.scanner = scanner;
        token = scanner.Next();
    }

    /// <param name="text">The text that holds the expression.</param>
    /// <param name="start">Where the expression begins in it.</param>
    /// <param name="end">Where it ends.</param>
    /// <param name="error">What is wrong with it, or null.</param>
    /// <returns>Null where it is no expression.</returns>
    public static ExpressionNode? Parse(string text, int start, int end, out string? error)
    {
        error = null;
        try
        {
            var parser = new ExpressionParser(new ExpressionScanner(text, start, end));
            if (parser.token.Kind == TokenKind.End)
                throw new FormatException("the expression is empty");
            var node = parser.Operators(BinaryOperator.Or);
            return parser.token.Kind == TokenKind.End ? node : throw new FormatException($"'{parser.token.Value}' is not expected here");
        }
        catch (FormatException malformed)
        {
            error = malformed.Message;
            return null;
        }
    }

    public static ExpressionNode? Parse(string text, out string? error) => Parse(text, 0, text.Length, out error);

    // Each level holds the operators that bind alike.
    private ExpressionNode Operators(BinaryOperator level)
    {
        if (level > BinaryOperator.GreaterOrEqual)
            return Unary();
        var next = level switch
        {
            BinaryOperator.Or => BinaryOperator.And,
            BinaryOperator.And => BinaryOperator.Equal,
            BinaryOperator.Equal => BinaryOperator.Less,
            _ => BinaryOperator.GreaterOrEqual + 1,
        };
        var left = Operators(next);
        while (Operator() is { } found && found >= level && found < next)
        {
            Advance();
            var right = Operators(next);
            left = new ExpressionNode.Binary(found, left, right, left.Start, right.End);
        }

        return left;
    }

    private BinaryOperator? Operator() => token is not { Kind: TokenKind.Symbol } ? null : token.Value switch
    {
        "||" => BinaryOperator.Or,
        "&&" => BinaryOperator.And,
        "==" => BinaryOperator.Equal,
        "!=" => BinaryOperator.NotEqual,
        "<" => BinaryOperator.Less,
        "<=" => BinaryOperator.LessOrEqual,
        ">" => BinaryOperator.Greater,
        ">=" => BinaryOperator.GreaterOrEqual,
        _ => null,
    };

    private ExpressionNode Unary()
    {
        if (++depth > MaxDepth)
            throw new FormatException($"the expression is nested deeper than {MaxDepth} levels");
        var start = token.Start;
        ExpressionNode node;
        if (Take("!"))
        {
            var operand = Unary();
            node = new ExpressionNode.Not(operand, start, operand.End);
        }
        else
        {
            node = Accesses(Primary());
        }

        depth--;
        return node;
    }

    private ExpressionNode Primary()
    {
        var first = token;
        Advance();
        switch (first.Kind)
        {
            case TokenKind.Text:
                return new ExpressionNode.Literal(ExpressionValue.Of(first.Value), first.Start, first.End);
            case TokenKind.Number:
                return new ExpressionNode.Literal(new ExpressionValue.Number(first.Number), first.Start, first.End);
            case TokenKind.Name:
                return Named(first);
            case TokenKind.Symbol when first.Value == "(":
                var inner = Operators(BinaryOperator.Or);
                Expect(")");
                return inner;
            case TokenKind.End:
                throw new FormatException("the expression ends too early");
            default:
                throw new FormatException($"'{first.Value}' is not expected here");
        }
    }

    private ExpressionNode Named(ExpressionToken name)
    {
        if (token is { Kind: TokenKind.Symbol, Value: "(" })
            return Call(name);
        return name.Value switch
        {
            "true" => new ExpressionNode.Literal(ExpressionValue.True, name.Start, name.End),
            "false" => new ExpressionNode.Literal(ExpressionValue.False, name.Start, name.End),
            "null" => new ExpressionNode.Literal(ExpressionValue.Nothing, name.Start, name.End),
            "NaN" => new ExpressionNode.Literal(new ExpressionValue.Number(double.NaN), name.Start, name.End),
            "Infinity" => new ExpressionNode.Literal(new ExpressionValue.Number(double.PositiveInfinity), name.Start, name.End),
            _ => new ExpressionNode.Context(name.Value, name.Start, name.End),
        };
    }

    private ExpressionNode.Call Call(ExpressionToken name)
    {
        Expect("(");
        var arguments = ImmutableArray.CreateBuilder<ExpressionNode>();
        if (token is not { Kind: TokenKind.Symbol, Value: ")" })
        {
            do
                arguments.Add(Operators(BinaryOperator.Or));
            while (Take(","));
        }

        var end = token.End;
        Expect(")");
        return new ExpressionNode.Call(name.Value, arguments.ToImmutable(), name.Start, end);
    }

    private ExpressionNode Accesses(ExpressionNode target)
    {
        while (true)
        {
            if (Take("."))
                target = Member(target);
            else if (Take("["))
                target = Indexed(target);
            else
                return target;
        }
    }

    private ExpressionNode Member(ExpressionNode target)
    {
        var name = token;
        if (Take("*"))
            return new ExpressionNode.Filter(target, target.Start, name.End);
        if (name.Kind != TokenKind.Name)
            throw new FormatException($"a name is expected behind '.', not '{name.Value}'");
        Advance();
        return new ExpressionNode.Property(target, name.Value, target.Start, name.End);
    }

    private ExpressionNode Indexed(ExpressionNode target)
    {
        if (Take("*"))
        {
            var end = token.End;
            Expect("]");
            return new ExpressionNode.Filter(target, target.Start, end);
        }

        var key = Operators(BinaryOperator.Or);
        var close = token.End;
        Expect("]");
        return new ExpressionNode.Index(target, key, target.Start, close);
    }

    private bool Take(string symbol)
    {
        if (token is not { Kind: TokenKind.Symbol } || token.Value != symbol)
            return false;
        Advance();
        return true;
    }

    private void Expect(string symbol)
    {
        if (!Take(symbol))
            throw new FormatException($"'{symbol}' is expected before {(token.Kind == TokenKind.End ? "the end" : $"'{token.Value}'")}");
    }

    private void Advance() => token = scanner.Next();
}
