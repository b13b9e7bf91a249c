using System.Globalization;
using Drayage.Model;

namespace Drayage.Formats.Templates.Evaluation;

/// <summary>Attributes and items. As in Jinja2, <c>a.b</c> looks for a method first and <c>a['b']</c> for an item.</summary>
internal static class Attributes
{
    public static TemplateValue Get(TemplateValue target, string name, Site site) =>
        Own(target, name, site) ?? Items.At(target, name) ?? Missing(target, name, site);

    public static TemplateValue GetItem(TemplateValue target, TemplateValue index, Site site)
    {
        if (Items.At(target, index) is { } item)
            return item;
        return (index is TemplateValue.Text name ? Own(target, name.Value, site) : null)
            ?? Missing(target, index is TemplateValue.Undefined undefined ? throw undefined.Error() : PythonText.Str(index), site);
    }

    private static TemplateValue? Own(TemplateValue target, string name, Site site)
    {
        switch (target)
        {
            case TemplateValue.Undefined undefined:
                throw undefined.Error();
            case TemplateValue.Loop loop:
                return OfLoop(loop, name, site);
            case TemplateValue.Namespace values:
                return values.Attributes.GetValueOrDefault(name);
            default:
                return Methods.Find(target, name) is { } operation ? new TemplateValue.Method(target, operation, site) : null;
        }
    }

    private static TemplateValue? OfLoop(TemplateValue.Loop loop, string name, Site site)
    {
        var (index, length) = (loop.Index, loop.Items.Length);
        return name switch
        {
            "index" => index + 1L,
            "index0" => (long)index,
            "revindex" => (long)length - index,
            "revindex0" => length - index - 1L,
            "first" => index == 0,
            "last" => index == length - 1,
            "length" => (long)length,
            "previtem" => index > 0 ? loop.Items[index - 1] : site.Missing("the first item has no previous one", "test loop.first"),
            "nextitem" => index + 1 < length ? loop.Items[index + 1] : site.Missing("the last item has no next one", "test loop.last"),
            "cycle" => new TemplateValue.Method(loop, Methods.Cycle, site),
            _ => null,
        };
    }

    private static TemplateValue.Undefined Missing(TemplateValue target, string name, Site site)
    {
        var known = target switch
        {
            TemplateValue.Mapping mapping => mapping.Entries.Select(entry => PythonText.Str(entry.Key)).ToArray(),
            TemplateValue.List list => [$"0 to {list.Items.Length - 1}"],
            _ => Methods.NamesOf(target).ToArray(),
        };
        var hint = NearestName.Find(name, known) is { } nearest
            ? $"did you mean '{nearest}'?"
            : string.Create(CultureInfo.InvariantCulture, $"known there: {string.Join(", ", known)}");
        return site.Missing($"{target.Kind} has no '{name}'", hint);
    }
}
