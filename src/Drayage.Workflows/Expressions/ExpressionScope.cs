using System.Collections.Immutable;

namespace Drayage.Workflows.Expressions;

/// <summary>The contexts that are known where an expression stands.</summary>
public sealed record ExpressionScope(ImmutableDictionary<string, ExpressionValue> Contexts)
{
    /// <summary>Nothing is known.</summary>
    public static ExpressionScope Empty { get; } = new(ImmutableDictionary.Create<string, ExpressionValue>(StringComparer.OrdinalIgnoreCase));

    /// <returns>Null where the context is not known at all.</returns>
    public ExpressionValue? Find(string context) => Contexts.GetValueOrDefault(context);

    public ExpressionScope With(string context, ExpressionValue value) => new(Contexts.SetItem(context, value));

    /// <summary>Adds one value to a context of which other names may exist.</summary>
    public ExpressionScope With(string context, string name, ExpressionValue value) =>
        With(context, (Find(context) as ExpressionValue.Map ?? ExpressionValue.Map.Open).With(name, value));

    /// <summary>What a text comes to, with holes where it is not known.</summary>
    public PartialText Expand(string text) => new ExpressionEvaluator(this).Expand(text);

    /// <summary>What a text comes to as a value: that of its expression where it is one and nothing else.</summary>
    public ExpressionValue Evaluate(string text) => new ExpressionEvaluator(this).EvaluateText(text);

    /// <summary>Whether an <c>if</c> holds; null where that is told only at run time. A step or job without one runs.</summary>
    public bool? Holds(string? condition) => condition is null
        ? true
        : TextTemplate.Condition(condition) is { } node ? new ExpressionEvaluator(this, condition).Evaluate(node).IsTruthy : null;
}
