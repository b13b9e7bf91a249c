using System.Collections.Immutable;
using System.Text;
using Drayage.Formats.Templates.Syntax;

namespace Drayage.Formats.Templates.Evaluation;

/// <summary>Runs a template's statements.</summary>
internal sealed class Renderer
{
    private readonly TemplateSource _source;
    private readonly StringBuilder _output;
    private readonly Scope _scope;
    private readonly Evaluator _evaluator;

    private Renderer(TemplateSource source, Scope scope, StringBuilder output)
    {
        _source = source;
        _scope = scope;
        _output = output;
        _evaluator = new Evaluator(source, scope);
    }

    public static string Render(ImmutableArray<Statement> body, TemplateSource source, TemplateVariables variables) =>
        Render(body, source, new Scope(variables));

    private static string Render(ImmutableArray<Statement> body, TemplateSource source, Scope scope)
    {
        var output = new StringBuilder();
        new Renderer(source, scope, output).Run(body);
        return output.ToString();
    }

    private void Run(ImmutableArray<Statement> body)
    {
        foreach (var statement in body)
            Run(statement);
    }

    private void Run(Statement statement)
    {
        switch (statement)
        {
            case Statement.Text text:
                _output.Append(text.Value);
                break;
            case Statement.Output output:
                _output.Append(PythonText.Str(_evaluator.Evaluate(output.Value)));
                break;
            case Statement.If choice:
                RunFirst(choice);
                break;
            case Statement.For loop:
                RunLoop(loop);
                break;
            case Statement.Set set:
                Assign(_scope, set.Target, _evaluator.Evaluate(set.Value));
                break;
            case Statement.SetBlock block:
                var rendered = new Expression.Literal(Render(block.Body, _source, _scope.Inner()), block.Target.Position);
                Assign(_scope, block.Target, _evaluator.Evaluate(block.Filters(rendered)));
                break;
        }
    }

    private void RunFirst(Statement.If choice)
    {
        foreach (var (condition, body) in choice.Branches)
        {
            if (condition is not null && !_evaluator.IsTrue(condition))
                continue;
            Run(body);
            return;
        }
    }

    private void RunLoop(Statement.For loop)
    {
        var all = Items.Of(_evaluator.Evaluate(loop.Items), new Site(_source, loop.Items.Position));
        var items = loop.Condition is null ? all : [.. all.Where(item => IsWanted(loop, item))];
        for (var i = 0; i < items.Length; i++)
        {
            var scope = _scope.Inner();
            scope.Set("loop", new TemplateValue.Loop(items, i));
            Assign(scope, loop.Target, items[i]);
            new Renderer(_source, scope, _output).Run(loop.Body);
        }
        if (items.IsEmpty)
            new Renderer(_source, _scope.Inner(), _output).Run(loop.Else);
    }

    private bool IsWanted(Statement.For loop, TemplateValue item)
    {
        var scope = _scope.Inner();
        Assign(scope, loop.Target, item);
        return new Evaluator(_source, scope).IsTrue(loop.Condition!);
    }

    private void Assign(Scope scope, AssignmentTarget target, TemplateValue value)
    {
        var site = new Site(_source, target.Position);
        switch (target)
        {
            case AssignmentTarget.Name name:
                scope.Set(name.Identifier, value);
                break;
            case AssignmentTarget.Attribute attribute:
                if (scope.Get(attribute.Namespace, target.Position, _source) is not TemplateValue.Namespace values)
                    throw site.Error($"'{attribute.Namespace}' is no namespace, so its attributes cannot be set", "make it with {% set name = namespace() %}");
                values.Attributes[attribute.Key] = value;
                break;
            case AssignmentTarget.Tuple tuple:
                var items = Items.Of(value, site);
                if (items.Length != tuple.Items.Length)
                    throw site.Error($"there are {items.Length} values for {tuple.Items.Length} names", "name as many variables as there are values");
                for (var i = 0; i < items.Length; i++)
                    Assign(scope, tuple.Items[i], items[i]);
                break;
        }
    }
}
