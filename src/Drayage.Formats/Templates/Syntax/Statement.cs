using System.Collections.Immutable;

namespace Drayage.Formats.Templates.Syntax;

/// <summary>A part of a template's body.</summary>
internal abstract record Statement
{
    private Statement()
    {
    }

    public sealed record Text(string Value) : Statement;

    public sealed record Output(Expression Value) : Statement;

    /// <summary>The first branch whose condition holds; an <c>else</c> has no condition.</summary>
    public sealed record If(ImmutableArray<(Expression? Condition, ImmutableArray<Statement> Body)> Branches) : Statement;

    public sealed record For(
        AssignmentTarget Target,
        Expression Items,
        Expression? Condition,
        ImmutableArray<Statement> Body,
        ImmutableArray<Statement> Else) : Statement;

    public sealed record Set(AssignmentTarget Target, Expression Value) : Statement;

    /// <summary><c>{% set name %}…{% endset %}</c>, with filters over the rendered body.</summary>
    public sealed record SetBlock(AssignmentTarget Target, Func<Expression, Expression> Filters, ImmutableArray<Statement> Body) : Statement;
}
