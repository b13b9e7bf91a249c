using Drayage.Formats.Templates.Syntax;

namespace Drayage.Formats.Templates.Evaluation;

/// <summary>The variables that are visible at a place: those of the render, of <c>set</c> and of loops around it.</summary>
internal sealed class Scope
{
    // A scope is made for each round of a loop and holds two or three names: a table would cost more than it saves.
    private readonly List<(string Name, TemplateValue Value)> _own = new(2);
    private readonly TemplateVariables _variables;
    private readonly Scope? _outer;

    public Scope(TemplateVariables variables) => _variables = variables;

    private Scope(Scope outer)
        : this(outer._variables) => _outer = outer;

    /// <summary>A scope for one round of a loop: what is set there is forgotten afterwards.</summary>
    public Scope Inner() => new(this);

    public void Set(string name, TemplateValue value)
    {
        var place = PlaceOf(name);
        if (place < 0)
            _own.Add((name, value));
        else
            _own[place] = (name, value);
    }

    public TemplateValue Get(string name, int position, TemplateSource source)
    {
        for (var scope = this; scope is not null; scope = scope._outer)
        {
            if (scope.PlaceOf(name) is >= 0 and var place)
                return scope._own[place].Value;
        }
        if (_variables.TryGet(name, out var variable))
            return variable;
        return Functions.Names.Contains(name)
            ? new TemplateValue.Function(name, new Site(source, position))
            : Undefined(name, position, source);
    }

    private TemplateValue.Undefined Undefined(string name, int position, TemplateSource source) =>
        new(() => TemplateSource.Undefined(source.At(position), name, Names()));

    private int PlaceOf(string name)
    {
        for (var place = 0; place < _own.Count; place++)
        {
            if (_own[place].Name == name)
                return place;
        }

        return -1;
    }

    private IEnumerable<string> Names()
    {
        var names = _variables.Names;
        for (var scope = this; scope is not null; scope = scope._outer)
            names = names.Union(scope._own.Select(own => own.Name));
        return names;
    }
}
