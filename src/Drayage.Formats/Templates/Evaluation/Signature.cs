using System.Collections.Immutable;
using Drayage.Formats.Templates.Syntax;
using Drayage.Model;

namespace Drayage.Formats.Templates.Evaluation;

/// <summary>The parameters of a filter, test or method.</summary>
/// <param name="Required">How many of the parameters must be given.</param>
internal sealed record Signature(int Required, ImmutableArray<string> Parameters)
{
    public static Signature None { get; } = new(0, []);

    /// <summary>Takes any number of positional arguments.</summary>
    public static Signature Any { get; } = new(0, []) { IsOpen = true };

    private bool IsOpen { get; init; }

    private bool IsPositional { get; init; }

    public static Signature Of(int required, params ImmutableArray<string> parameters) => new(required, parameters);

    /// <summary>As most methods of Python's texts and mappings, which take no names.</summary>
    public static Signature Positional(int required, params ImmutableArray<string> parameters) => new(required, parameters) { IsPositional = true };

    public Arguments Bind(string name, ArgumentList arguments, Func<Expression, TemplateValue> evaluate, Site site)
    {
        if (IsOpen && arguments.Named.IsEmpty)
            return new Arguments([.. arguments.Positional.Select(evaluate)], site);
        if (arguments.Positional.Length > Parameters.Length)
            throw Refuse(name, $"{arguments.Positional.Length} arguments", site);
        var values = new TemplateValue?[Parameters.Length];
        for (var i = 0; i < arguments.Positional.Length; i++)
            values[i] = evaluate(arguments.Positional[i]);
        foreach (var (parameter, value) in arguments.Named)
        {
            var index = Parameters.IndexOf(parameter);
            if (index < 0 || IsPositional || values[index] is not null)
                throw Refuse(name, $"the argument '{parameter}'", site);
            values[index] = evaluate(value);
        }
        var missing = Array.FindIndex(values, 0, Required, value => value is null);
        return missing < 0 ? new Arguments([.. values], site) : throw Refuse(name, $"no argument '{Parameters[missing]}'", site);
    }

    private ReleaseException Refuse(string name, string found, Site site) => site.Error(
        $"'{name}' does not take {found}".Replace("take no ", "go without the "),
        Parameters.IsEmpty ? $"'{name}' takes no arguments" : $"the arguments of '{name}' are {string.Join(", ", Parameters)}");
}
