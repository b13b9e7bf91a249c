using System.Collections.Frozen;

namespace Drayage.Formats.Templates.Evaluation;

/// <summary>Jinja2's tests: the questions behind <c>is</c>.</summary>
internal static class Tests
{
    private static readonly FrozenDictionary<string, ValueOperation> All = Define();

    public static IReadOnlyCollection<string> Names => All.Keys;

    public static ValueOperation Get(string name) => All[name];

    private static FrozenDictionary<string, ValueOperation> Define()
    {
        var tests = new Dictionary<string, ValueOperation>(StringComparer.Ordinal)
        {
            ["defined"] = Asking(value => value is not TemplateValue.Undefined),
            ["undefined"] = Asking(value => value is TemplateValue.Undefined),
            ["none"] = Asking(value => value is TemplateValue.None),
            ["boolean"] = Asking(value => value is TemplateValue.Boolean),
            ["true"] = Asking(value => value is TemplateValue.Boolean { Value: true }),
            ["false"] = Asking(value => value is TemplateValue.Boolean { Value: false }),
            ["integer"] = Asking(value => value is TemplateValue.Integer),
            ["float"] = Asking(value => value is TemplateValue.Number),
            ["number"] = Asking(Arithmetic.IsNumber),
            ["string"] = Asking(value => value is TemplateValue.Text),
            ["mapping"] = Asking(value => value is TemplateValue.Mapping),
            ["sequence"] = Asking(value => value is TemplateValue.List or TemplateValue.Text or TemplateValue.Mapping),
            ["iterable"] = Asking(value => value is TemplateValue.Undefined undefined
                ? throw undefined.Error()
                : value is TemplateValue.List or TemplateValue.Text or TemplateValue.Mapping),
            ["lower"] = Asking(value => IsCased(PythonText.Str(value), char.IsUpper)),
            ["upper"] = Asking(value => IsCased(PythonText.Str(value), char.IsLower)),
            ["odd"] = new(Signature.None, (value, arguments) => Modulo(value, 2, arguments.Site) == 1),
            ["even"] = new(Signature.None, (value, arguments) => Modulo(value, 2, arguments.Site) == 0),
            ["divisibleby"] = new(Signature.Of(1, "num"), (value, arguments) => Modulo(value, arguments[0]!, arguments.Site) == 0),
        };
        AddComparison(tests, "in", "in");
        AddComparison(tests, "==", "eq", "equalto");
        AddComparison(tests, "!=", "ne");
        AddComparison(tests, "<", "lt", "lessthan");
        AddComparison(tests, "<=", "le");
        AddComparison(tests, ">", "gt", "greaterthan");
        AddComparison(tests, ">=", "ge");
        return tests.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static ValueOperation Asking(Func<TemplateValue, bool> question) => new(Signature.None, (value, _) => question(value));

    private static void AddComparison(Dictionary<string, ValueOperation> tests, string symbol, params string[] names)
    {
        foreach (var name in names)
            tests[name] = new ValueOperation(Signature.Of(1, "other"), (value, arguments) =>
                Ordering.Holds(symbol, Site.Defined(value), Site.Defined(arguments[0]!), arguments.Site));
    }

    private static bool IsCased(string text, Func<char, bool> isOther) => text.Any(char.IsLetter) && !text.Any(isOther);

    private static double Modulo(TemplateValue value, TemplateValue divisor, Site site) =>
        Arithmetic.ToDouble(Arithmetic.Apply("%", Site.Defined(value), Site.Defined(divisor), site));
}
