using Drayage.Formats.Templates.Syntax;

namespace Drayage.Formats.Templates.Evaluation;

/// <summary>The functions that every template knows.</summary>
internal static class Functions
{
    /// <summary>As Jinja2's sandbox bounds it.</summary>
    private const int MaximumRange = 100_000;

    private static readonly Signature RangeSignature = Signature.Of(1, "start", "stop", "step");

    public static IReadOnlyCollection<string> Names { get; } = ["range", "dict", "namespace"];

    public static TemplateValue Call(string name, ArgumentList arguments, Func<Expression, TemplateValue> evaluate, Site site)
    {
        if (name == "range")
            return Range(RangeSignature.Bind(name, arguments, evaluate, site));
        var entries = arguments.Positional.Length switch
        {
            0 => [],
            1 => Entries(evaluate(arguments.Positional[0]), site),
            _ => throw site.Error($"'{name}' takes one mapping and named values", $"write {name}(key=value)"),
        };
        var mapping = TemplateValue.Mapping.Of(entries.Concat(arguments.Named.Select(argument => (TemplateValue.FromString(argument.Name), evaluate(argument.Value)))).ToArray());
        return name == "dict"
            ? mapping
            : new TemplateValue.Namespace(mapping.Entries.ToDictionary(entry => PythonText.Str(entry.Key), entry => entry.Value, StringComparer.Ordinal));
    }

    private static IEnumerable<(TemplateValue Key, TemplateValue Value)> Entries(TemplateValue value, Site site)
    {
        if (value is TemplateValue.Mapping mapping)
            return mapping.Entries;
        return Items.Of(value, site).Select(item => Items.Of(item, site) is [var key, var entry]
            ? (key, entry)
            : throw site.Mismatch(item, "a pair of key and value"));
    }

    private static TemplateValue Range(Arguments arguments)
    {
        var (start, stop) = arguments[1] is null ? (0, arguments.Integer(0, 0)) : (arguments.Integer(0, 0), arguments.Integer(1, 0));
        var step = arguments.Integer(2, 1);
        if (step == 0)
            throw arguments.Site.Error("the step of a range is zero", "give another step");
        var count = Math.Max(Math.Ceiling(((double)stop - start) / step), 0);
        if (count > MaximumRange)
            throw arguments.Site.Error($"the range is longer than {MaximumRange}", "use a shorter range");
        return TemplateValue.ListOf(Enumerable.Range(0, (int)count).Select(i => TemplateValue.FromInt64(start + (i * step))));
    }
}
