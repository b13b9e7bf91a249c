using System.Collections.Immutable;

namespace Drayage.Formats.Templates.Syntax;

/// <summary>An expression, with the position at which its errors are reported.</summary>
internal abstract record Expression(int Position)
{
    public sealed record Literal(TemplateValue Value, int Position) : Expression(Position);

    public sealed record Name(string Identifier, int Position) : Expression(Position);

    public sealed record Sequence(ImmutableArray<Expression> Items, bool IsTuple, int Position) : Expression(Position);

    public sealed record Mapping(ImmutableArray<(Expression Key, Expression Value)> Entries, int Position) : Expression(Position);

    public sealed record Attribute(Expression Target, string Key, int Position) : Expression(Position);

    public sealed record Subscript(Expression Target, Expression Index, int Position) : Expression(Position);

    public sealed record Slice(Expression Target, Expression? Start, Expression? Stop, Expression? Step, int Position) : Expression(Position);

    public sealed record Call(Expression Target, ArgumentList Arguments, int Position) : Expression(Position);

    public sealed record Filter(Expression Target, string Filtering, ArgumentList Arguments, int Position) : Expression(Position);

    public sealed record Test(Expression Target, string Question, ArgumentList Arguments, int Position) : Expression(Position);

    public sealed record Sign(bool IsNegative, Expression Operand, int Position) : Expression(Position);

    public sealed record Arithmetic(string Symbol, Expression Left, Expression Right, int Position) : Expression(Position);

    public sealed record Concatenation(ImmutableArray<Expression> Items, int Position) : Expression(Position);

    /// <summary><c>a &lt; b &lt; c</c>: each operand is evaluated once, and only as long as the comparisons hold.</summary>
    public sealed record Comparison(Expression First, ImmutableArray<(string Symbol, Expression Operand)> Rest, int Position) : Expression(Position);

    public sealed record Not(Expression Operand, int Position) : Expression(Position);

    public sealed record And(Expression Left, Expression Right, int Position) : Expression(Position);

    public sealed record Or(Expression Left, Expression Right, int Position) : Expression(Position);

    public sealed record Conditional(Expression Condition, Expression Then, Expression? Else, int Position) : Expression(Position);
}
