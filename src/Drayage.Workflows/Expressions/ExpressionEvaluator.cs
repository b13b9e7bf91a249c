namespace Drayage.Workflows.Expressions;

/// <summary>Evaluates as GitHub does; what needs a run stays unknown, and so does what depends on it.</summary>
internal sealed class ExpressionEvaluator(ExpressionScope scope, string source = "")
{
    private string source = source;

    public PartialText Expand(string text)
    {
        source = text;
        return PartialText.Concat(TextTemplate.Parse(text).Segments.Select(segment => segment switch
        {
            { IsExpression: false } => PartialText.Known(text[segment.Start..segment.End]),
            { Expression: { } node } => Shape(Evaluate(node), node),
            _ => PartialText.Missing(text[(segment.Start + 3)..(segment.End - 2)].Trim()),
        }));
    }

    public ExpressionValue EvaluateText(string text)
    {
        source = text;
        var template = TextTemplate.Parse(text);
        if (template is { IsOneExpression: true, Segments: [{ Expression: { } only }] })
            return Evaluate(only);
        var expanded = Expand(text);
        return expanded.Value is { } known ? ExpressionValue.Of(known) : new ExpressionValue.Unknown(expanded);
    }

    public ExpressionValue Evaluate(ExpressionNode node) => node switch
    {
        ExpressionNode.Literal literal => literal.Value,
        ExpressionNode.Context context => scope.Find(context.Name) ?? Missing(node),
        ExpressionNode.Property property => Member(Evaluate(property.Target), property.Name, node),
        ExpressionNode.Index index => Indexed(Evaluate(index.Target), Evaluate(index.Key), node),
        ExpressionNode.Filter filter => Filtered(Evaluate(filter.Target), node),
        ExpressionNode.Not not => Evaluate(not.Operand).IsTruthy is { } truth ? ExpressionValue.Of(!truth) : Missing(node),
        ExpressionNode.Call call => ExpressionFunctions.Call(call, [.. call.Arguments.Select(Evaluate)], () => Missing(node), (value, at) => Shape(value, at)),
        ExpressionNode.Binary binary => Evaluate(binary),
        _ => Missing(node),
    };

    private ExpressionValue Evaluate(ExpressionNode.Binary binary)
    {
        var left = Evaluate(binary.Left);
        if (binary.Operator == BinaryOperator.And)
            return And(left, binary);
        if (binary.Operator == BinaryOperator.Or)
            return Or(left, binary);
        return ExpressionComparison.Compare(binary.Operator, left, Evaluate(binary.Right)) is { } known ? ExpressionValue.Of(known) : Missing(binary);
    }

    private ExpressionValue And(ExpressionValue left, ExpressionNode.Binary binary)
    {
        if (left.IsTruthy == false)
            return left;
        var right = Evaluate(binary.Right);
        if (left.IsTruthy == true)
            return right;
        return right.IsTruthy == false ? Missing(binary) with { Truth = false } : Missing(binary);
    }

    private ExpressionValue Or(ExpressionValue left, ExpressionNode.Binary binary)
    {
        if (left.IsTruthy == true)
            return left;
        var right = Evaluate(binary.Right);
        if (left.IsTruthy == false)
            return right;
        return right.IsTruthy == true ? Missing(binary) with { Truth = true } : Missing(binary);
    }

    private ExpressionValue Member(ExpressionValue target, string name, ExpressionNode node) => target switch
    {
        ExpressionValue.Map map => map.Find(name) ?? (map.IsOpen ? Missing(node) : ExpressionValue.Nothing),
        ExpressionValue.List { Items: var items } when node is ExpressionNode.Property { Target: ExpressionNode.Filter } =>
            new ExpressionValue.List([.. items.Select(item => (item as ExpressionValue.Map)?.Find(name)).OfType<ExpressionValue>()]),
        ExpressionValue.Unknown => Missing(node),
        _ => ExpressionValue.Nothing,
    };

    private ExpressionValue Indexed(ExpressionValue target, ExpressionValue key, ExpressionNode node)
    {
        if (target is ExpressionValue.Unknown || key is ExpressionValue.Unknown)
            return Missing(node);
        if (target is ExpressionValue.List { Items: var items })
            return ExpressionComparison.ToNumber(key) is >= 0 and var at && at < items.Length ? items[(int)at] : ExpressionValue.Nothing;
        return key.AsText() is { } name ? Member(target, name, node) : ExpressionValue.Nothing;
    }

    private ExpressionValue Filtered(ExpressionValue target, ExpressionNode node) => target switch
    {
        ExpressionValue.List list => list,
        ExpressionValue.Map { IsOpen: false } map => new ExpressionValue.List([.. map.Entries.Select(entry => entry.Value)]),
        ExpressionValue.Map or ExpressionValue.Unknown => Missing(node),
        _ => new ExpressionValue.List([]),
    };

    private PartialText Shape(ExpressionValue value, ExpressionNode node) => value switch
    {
        ExpressionValue.Unknown unknown => unknown.Shape,
        _ => value.AsText() is { } known ? PartialText.Known(known) : Missing(node).Shape,
    };

    private ExpressionValue.Unknown Missing(ExpressionNode node) =>
        new(PartialText.Missing(node.End <= source.Length ? source[node.Start..node.End] : node.Path ?? "…"));
}
