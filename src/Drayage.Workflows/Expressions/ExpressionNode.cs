using System.Collections.Immutable;

namespace Drayage.Workflows.Expressions;

/// <summary>A part of an expression. Offsets count in the text that the expression was parsed from.</summary>
public abstract record ExpressionNode(int Start, int End)
{
    /// <summary>The parts it is made of.</summary>
    public virtual ImmutableArray<ExpressionNode> Children => [];

    /// <summary>The node and all below it, outermost first.</summary>
    public IEnumerable<ExpressionNode> SelfAndBelow() => Children.SelectMany(child => child.SelfAndBelow()).Prepend(this);

    /// <summary>The dotted name of a chain of constant properties, such as <c>github.event.issue.title</c>; a filter is <c>*</c>. Null for anything else.</summary>
    public virtual string? Path => null;

    public sealed record Literal(ExpressionValue Value, int From, int To) : ExpressionNode(From, To);

    /// <summary>A name that stands alone: <c>github</c>, <c>matrix</c>.</summary>
    public sealed record Context(string Name, int From, int To) : ExpressionNode(From, To)
    {
        public override string Path => Name;
    }

    /// <summary><c>target.name</c></summary>
    public sealed record Property(ExpressionNode Target, string Name, int From, int To) : ExpressionNode(From, To)
    {
        public override ImmutableArray<ExpressionNode> Children => [Target];

        public override string? Path => Target.Path is { } path ? $"{path}.{Name}" : null;
    }

    /// <summary><c>target[index]</c></summary>
    public sealed record Index(ExpressionNode Target, ExpressionNode Key, int From, int To) : ExpressionNode(From, To)
    {
        public override ImmutableArray<ExpressionNode> Children => [Target, Key];

        public override string? Path => Target.Path is { } path && Key is Literal { Value: ExpressionValue.Text or ExpressionValue.Number } key ? $"{path}.{key.Value.AsText()}" : null;
    }

    /// <summary><c>target.*</c> and <c>target[*]</c></summary>
    public sealed record Filter(ExpressionNode Target, int From, int To) : ExpressionNode(From, To)
    {
        public override ImmutableArray<ExpressionNode> Children => [Target];

        public override string? Path => Target.Path is { } path ? $"{path}.*" : null;
    }

    public sealed record Call(string Function, ImmutableArray<ExpressionNode> Arguments, int From, int To) : ExpressionNode(From, To)
    {
        public override ImmutableArray<ExpressionNode> Children => Arguments;

        public bool Is(string function) => string.Equals(Function, function, StringComparison.OrdinalIgnoreCase);
    }

    public sealed record Not(ExpressionNode Operand, int From, int To) : ExpressionNode(From, To)
    {
        public override ImmutableArray<ExpressionNode> Children => [Operand];
    }

    public sealed record Binary(BinaryOperator Operator, ExpressionNode Left, ExpressionNode Right, int From, int To) : ExpressionNode(From, To)
    {
        public override ImmutableArray<ExpressionNode> Children => [Left, Right];
    }
}
