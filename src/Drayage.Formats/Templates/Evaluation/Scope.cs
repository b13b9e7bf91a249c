using Drayage.Formats.Templates.Syntax;

namespace Drayage.Formats.Templates.Evaluation;

/// <summary>The variables that are visible at a place: those of the render, of <c>set</c> and of loops around it.</summary>
internal sealed class Scope
{
    private readonly Dictionary<string, TemplateValue> _own = new(StringComparer.Ordinal);
    private readonly TemplateVariables _variables;
    private readonly Scope? _outer;

    public Scope(TemplateVariables variables) => _variables = variables;

    private Scope(Scope outer)
        : this(outer._variables) => _outer = outer;

    /// <summary>A scope for one round of a loop: what is set there is forgotten afterwards.</summary>
    public Scope Inner() => new(this);

    public void Set(string name, TemplateValue value) => _own[name] = value;

    public TemplateValue Get(string name, int position, TemplateSource source)
    {
        for (var scope = this; scope is not null; scope = scope._outer)
        {
            if (scope._own.TryGetValue(name, out var value))
                return value;
        }
        if (_variables.TryGet(name, out var variable))
            return variable;
        return Functions.Names.Contains(name)
            ? new TemplateValue.Function(name, new Site(source, position))
            : new TemplateValue.Undefined(() => TemplateSource.Undefined(source.At(position), name, Names()));
    }

    private IEnumerable<string> Names()
    {
        var names = _variables.Names;
        for (var scope = this; scope is not null; scope = scope._outer)
            names = names.Union(scope._own.Keys);
        return names;
    }
}
