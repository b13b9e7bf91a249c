using Drayage.Formats.Templates.Syntax;

namespace Drayage.Formats.Templates.Evaluation;

/// <summary>Computes expressions. A missing value travels as <see cref="TemplateValue.Undefined"/> until something uses it.</summary>
internal sealed class Evaluator(TemplateSource source, Scope scope)
{
    public TemplateValue Evaluate(Expression expression) => expression switch
    {
        Expression.Literal literal => literal.Value,
        Expression.Name name => scope.Get(name.Identifier, name.Position, source),
        Expression.Sequence sequence => new TemplateValue.List([.. sequence.Items.Select(Evaluate)]) { IsTuple = sequence.IsTuple },
        Expression.Mapping mapping => TemplateValue.Mapping.Of(mapping.Entries.Select(entry => (Key(entry.Key), Evaluate(entry.Value))).ToArray()),
        Expression.Attribute attribute => Attributes.Get(Evaluate(attribute.Target), attribute.Key, At(attribute)),
        Expression.Subscript subscript => Attributes.GetItem(Defined(subscript.Target), Evaluate(subscript.Index), At(subscript)),
        Expression.Slice slice => Items.Slice(Defined(slice.Target), Bound(slice.Start), Bound(slice.Stop), Bound(slice.Step), At(slice)),
        Expression.Call call => Call(call),
        Expression.Filter filter => Apply(filter.Filtering, Filters.Get(filter.Filtering), filter.Target, filter.Arguments, At(filter)),
        Expression.Test test => Apply(test.Question, Tests.Get(test.Question), test.Target, test.Arguments, At(test)),
        _ => Operate(expression),
    };

    public bool IsTrue(Expression expression) => Truth.Of(Evaluate(expression));

    private TemplateValue Operate(Expression expression)
    {
        switch (expression)
        {
            case Expression.Sign sign:
                return sign.IsNegative ? Arithmetic.Negate(Defined(sign.Operand), At(sign)) : Arithmetic.Plus(Defined(sign.Operand), At(sign));
            case Expression.Arithmetic operation:
                return Arithmetic.Apply(operation.Symbol, Defined(operation.Left), Defined(operation.Right), At(operation));
            case Expression.Concatenation concatenation:
                return string.Concat(concatenation.Items.Select(item => PythonText.Str(Evaluate(item))));
            case Expression.Comparison comparison:
                return Compare(comparison);
            case Expression.Not not:
                return !IsTrue(not.Operand);
            case Expression.And and:
                var first = Evaluate(and.Left);
                return Truth.Of(first) ? Evaluate(and.Right) : first;
            case Expression.Or or:
                var left = Evaluate(or.Left);
                return Truth.Of(left) ? left : Evaluate(or.Right);
            case Expression.Conditional conditional:
                if (IsTrue(conditional.Condition))
                    return Evaluate(conditional.Then);
                return conditional.Else is null
                    ? At(conditional).Missing("the condition does not hold and there is no 'else'", "add an 'else'") with { IsLenient = true }
                    : Evaluate(conditional.Else);
            default:
                throw new InvalidOperationException($"unknown expression {expression.GetType().Name}");
        }
    }

    private bool Compare(Expression.Comparison comparison)
    {
        var left = Defined(comparison.First);
        foreach (var (symbol, operand) in comparison.Rest)
        {
            var right = Defined(operand);
            if (!Ordering.Holds(symbol, left, right, At(comparison)))
                return false;
            left = right;
        }
        return true;
    }

    private TemplateValue Call(Expression.Call call)
    {
        var name = call.Target switch
        {
            Expression.Attribute attribute => attribute.Key,
            Expression.Name identifier => identifier.Identifier,
            _ => "the expression",
        };
        return Evaluate(call.Target) switch
        {
            TemplateValue.Method method => method.Operation.Apply(method.Target, method.Operation.Signature.Bind(name, call.Arguments, Defined, At(call))),
            TemplateValue.Function function => Functions.Call(function.Name, call.Arguments, Evaluate, At(call)),
            TemplateValue.Undefined undefined => throw undefined.Error(),
            var other => throw At(call).Error($"'{name}' is {other.Kind} and cannot be called", "remove the parentheses"),
        };
    }

    private TemplateValue Apply(string name, ValueOperation operation, Expression target, ArgumentList arguments, Site site) =>
        operation.Apply(Evaluate(target), operation.Signature.Bind(name, arguments, Evaluate, site));

    private TemplateValue Defined(Expression expression) => Site.Defined(Evaluate(expression));

    private long? Bound(Expression? expression) => expression is null || Evaluate(expression) is var value && value is TemplateValue.None
        ? null
        : Arithmetic.ToInteger(value) ?? throw At(expression).Mismatch(value, "an integer");

    private TemplateValue Key(Expression expression)
    {
        var key = Defined(expression);
        return ValueEquality.CanBeKey(key) ? key : throw At(expression).Mismatch(key, "a text or number as the key");
    }

    private Site At(Expression expression) => new(source, expression.Position);
}
