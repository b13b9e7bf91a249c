using System.Collections.Immutable;
using Drayage.Formats.Templates.Syntax;

namespace Drayage.Formats.Templates.Evaluation;

/// <summary>Finds the names that a template uses before it sets them on every way there.</summary>
internal sealed class FreeVariables
{
    private readonly Dictionary<string, int> _first = new(StringComparer.Ordinal);
    private readonly HashSet<string> _optional = new(StringComparer.Ordinal);

    public static ImmutableArray<TemplateReference> Of(ImmutableArray<Statement> body, TemplateSource source)
    {
        var found = new FreeVariables();
        found.Visit(body, [.. Functions.Names]);
        return
        [
            .. found._first.OrderBy(name => name.Value).Select(name =>
                new TemplateReference(name.Key, source.At(name.Value), found._optional.Contains(name.Key))),
        ];
    }

    /// <summary>Visits statements in order and returns what is set behind them.</summary>
    private ImmutableHashSet<string> Visit(ImmutableArray<Statement> body, ImmutableHashSet<string> known)
    {
        foreach (var statement in body)
            known = Visit(statement, known);
        return known;
    }

    private ImmutableHashSet<string> Visit(Statement statement, ImmutableHashSet<string> known)
    {
        switch (statement)
        {
            case Statement.Output output:
                Visit(output.Value, known);
                return known;
            case Statement.Set set:
                Visit(set.Value, known);
                return Assign(set.Target, known);
            case Statement.SetBlock block:
                Visit(block.Body, known);
                Visit(block.Filters(new Expression.Literal("", block.Target.Position)), known);
                return Assign(block.Target, known);
            case Statement.For loop:
                VisitLoop(loop, known);
                return known;
            case Statement.If choice:
                return VisitBranches(choice, known);
            default:
                return known;
        }
    }

    private void VisitLoop(Statement.For loop, ImmutableHashSet<string> known)
    {
        Visit(loop.Items, known);
        var inner = Assign(loop.Target, known);
        if (loop.Condition is not null)
            Visit(loop.Condition, inner);
        Visit(loop.Body, inner.Add("loop"));
        Visit(loop.Else, known);
    }

    private ImmutableHashSet<string> VisitBranches(Statement.If choice, ImmutableHashSet<string> known)
    {
        var outcomes = new List<ImmutableHashSet<string>>();
        foreach (var (condition, body) in choice.Branches)
        {
            if (condition is not null)
                Visit(condition, known);
            outcomes.Add(Visit(body, known));
        }
        if (choice.Branches[^1].Condition is not null)
            outcomes.Add(known);
        return outcomes.Aggregate((all, outcome) => all.Intersect(outcome));
    }

    private ImmutableHashSet<string> Assign(AssignmentTarget target, ImmutableHashSet<string> known)
    {
        switch (target)
        {
            case AssignmentTarget.Name name:
                return known.Add(name.Identifier);
            case AssignmentTarget.Attribute attribute:
                Use(attribute.Namespace, attribute.Position, known);
                return known;
            default:
                return ((AssignmentTarget.Tuple)target).Items.Aggregate(known, (all, item) => Assign(item, all));
        }
    }

    private void Visit(Expression expression, ImmutableHashSet<string> known)
    {
        if (expression is Expression.Name name)
        {
            Use(name.Identifier, name.Position, known);
            return;
        }
        if (Guarded(expression) is { } optional)
            _optional.Add(optional);
        foreach (var child in Children(expression))
            Visit(child, known);
    }

    private void Use(string name, int position, ImmutableHashSet<string> known)
    {
        if (!known.Contains(name))
            _first.TryAdd(name, position);
    }

    /// <summary>The name that an expression may find undefined.</summary>
    private static string? Guarded(Expression expression) => expression switch
    {
        Expression.Test { Question: "defined" or "undefined", Target: Expression.Name name } => name.Identifier,
        Expression.Filter { Filtering: "default" or "d", Target: Expression.Name name } => name.Identifier,
        _ => null,
    };

    private static IEnumerable<Expression> Children(Expression expression) => expression switch
    {
        Expression.Sequence sequence => sequence.Items,
        Expression.Mapping mapping => mapping.Entries.SelectMany(entry => new[] { entry.Key, entry.Value }),
        Expression.Attribute attribute => [attribute.Target],
        Expression.Subscript subscript => [subscript.Target, subscript.Index],
        Expression.Slice slice => new[] { slice.Target, slice.Start, slice.Stop, slice.Step }.OfType<Expression>(),
        Expression.Call call => call.Arguments.All.Prepend(call.Target),
        Expression.Filter filter => filter.Arguments.All.Prepend(filter.Target),
        Expression.Test test => test.Arguments.All.Prepend(test.Target),
        Expression.Sign sign => [sign.Operand],
        Expression.Arithmetic operation => [operation.Left, operation.Right],
        Expression.Concatenation concatenation => concatenation.Items,
        Expression.Comparison comparison => comparison.Rest.Select(part => part.Operand).Prepend(comparison.First),
        Expression.Not not => [not.Operand],
        Expression.And and => [and.Left, and.Right],
        Expression.Or or => [or.Left, or.Right],
        Expression.Conditional conditional => new[] { conditional.Condition, conditional.Then, conditional.Else }.OfType<Expression>(),
        _ => [],
    };
}
