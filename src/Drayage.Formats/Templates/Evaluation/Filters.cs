using System.Collections.Frozen;
using System.Numerics;

namespace Drayage.Formats.Templates.Evaluation;

/// <summary>Jinja2's filters.</summary>
internal static class Filters
{
    private static readonly FrozenDictionary<string, ValueOperation> All = Define();

    public static IReadOnlyCollection<string> Names => All.Keys;

    public static ValueOperation Get(string name) => All[name];

    private static FrozenDictionary<string, ValueOperation> Define()
    {
        var length = new ValueOperation(Signature.None, (value, arguments) => value is TemplateValue.Text text
            ? PythonText.Characters(text.Value).Length
            : (long)Items.Of(value, arguments.Site).Length);
        var otherwise = new ValueOperation(Signature.Of(0, "default_value", "boolean"), Default);
        return new Dictionary<string, ValueOperation>(StringComparer.Ordinal)
        {
            ["lower"] = OnText(text => text.ToLowerInvariant()),
            ["upper"] = OnText(text => text.ToUpperInvariant()),
            ["title"] = OnText(Casing.TitleWords),
            ["capitalize"] = OnText(Casing.Capitalize),
            ["string"] = OnText(text => text),
            ["trim"] = new(Signature.Of(0, "chars"), (value, arguments) =>
                Stripping.Both(PythonText.Str(value), arguments[0] is null or TemplateValue.None ? null : arguments.Text(0))),
            ["replace"] = new(Signature.Of(2, "old", "new", "count"), (value, arguments) => Splitting.Replace(
                PythonText.Str(value),
                arguments.Printed(0, ""),
                arguments.Printed(1, ""),
                arguments[2] is TemplateValue.None ? -1 : arguments.Integer(2, -1))),
            ["default"] = otherwise,
            ["d"] = otherwise,
            ["join"] = new(Signature.Of(0, "d", "attribute"), Join),
            ["first"] = new(Signature.None, (value, arguments) =>
                Items.Of(value, arguments.Site) is [var first, ..] ? first : arguments.Site.Missing("there is no first item", "test the length before")),
            ["last"] = new(Signature.None, (value, arguments) =>
                Items.Of(value, arguments.Site) is [.., var last] ? last : arguments.Site.Missing("there is no last item", "test the length before")),
            ["length"] = length,
            ["count"] = length,
            ["list"] = new(Signature.None, (value, arguments) => TemplateValue.ListOf(Items.Of(value, arguments.Site))),
            ["int"] = new(Signature.Of(0, "default", "base"), Integer),
        }.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static ValueOperation OnText(Func<string, string> apply) => new(Signature.None, (value, _) => apply(PythonText.Str(value)));

    private static TemplateValue Default(TemplateValue value, Arguments arguments) =>
        value is TemplateValue.Undefined || (arguments.IsTrue(1) && !Truth.Of(value)) ? arguments[0] ?? "" : value;

    private static TemplateValue Join(TemplateValue value, Arguments arguments)
    {
        var items = Items.Of(value, arguments.Site).AsEnumerable();
        if (arguments[1] is not (null or TemplateValue.None))
            items = items.Select(item => Follow(item, arguments[1]!, arguments.Site));
        return string.Join(arguments.Printed(0, ""), items.Select(PythonText.Str));
    }

    /// <summary>An attribute path such as <c>a.b.0</c>, or an index.</summary>
    private static TemplateValue Follow(TemplateValue item, TemplateValue path, Site site)
    {
        if (path is not TemplateValue.Text text)
            return Attributes.GetItem(item, path, site);
        foreach (var part in text.Value.Split('.'))
        {
            TemplateValue key = part.Length > 0 && part.All(char.IsAsciiDigit) && long.TryParse(part, out var index) ? index : part;
            item = Attributes.GetItem(item, key, site);
        }
        return item;
    }

    private static TemplateValue Integer(TemplateValue value, Arguments arguments)
    {
        var number = value switch
        {
            TemplateValue.Undefined undefined => throw undefined.Error(),
            TemplateValue.Text text => PythonNumber.TryInteger(text.Value, (int)arguments.Integer(1, 10)) ?? Truncate(PythonNumber.TryFloat(text.Value), arguments.Site),
            TemplateValue.Number real => Truncate(real.Value, arguments.Site),
            _ => Arithmetic.ToInteger(value),
        };
        if (number is not { } integer)
            return arguments[0] ?? 0;
        return integer >= long.MinValue && integer <= long.MaxValue
            ? (long)integer
            : throw arguments.Site.Error($"{integer} does not fit 64 bits", "keep the number as text");
    }

    private static BigInteger? Truncate(double? value, Site site)
    {
        if (value is not { } real || double.IsNaN(real))
            return null;
        return double.IsFinite(real) ? new BigInteger(real) : throw site.Error("infinity is no integer", "give a finite number");
    }
}
