using System.Collections.Immutable;

namespace Drayage.Formats.Templates.Evaluation;

/// <summary>Python's iteration, indexing and slicing.</summary>
internal static class Items
{
    public static ImmutableArray<TemplateValue> Of(TemplateValue value, Site site) => value switch
    {
        TemplateValue.List list => list.Items,
        TemplateValue.Mapping mapping => [.. mapping.Entries.Select(entry => entry.Key)],
        TemplateValue.Text text => Characters(text.Value),
        TemplateValue.Undefined { IsLenient: true } => [],
        _ => throw site.Mismatch(value, "a list, mapping or text"),
    };

    /// <summary>The item at an index or key; null when there is none.</summary>
    public static TemplateValue? At(TemplateValue target, TemplateValue index)
    {
        if (target is TemplateValue.Mapping mapping)
            return mapping.Find(index);
        if (target is not (TemplateValue.List or TemplateValue.Text) || Arithmetic.ToInteger(index) is not { } position)
            return null;
        var items = target is TemplateValue.List list ? list.Items : Characters(((TemplateValue.Text)target).Value);
        if (position < 0)
            position += items.Length;
        return position >= 0 && position < items.Length ? items[(int)position] : null;
    }

    public static TemplateValue Slice(TemplateValue target, long? start, long? stop, long? step, Site site)
    {
        if (step == 0)
            throw site.Error("the step of a slice is zero", "give another step");
        switch (target)
        {
            case TemplateValue.List list:
                return list with { Items = [.. Indices(list.Items.Length, start, stop, step ?? 1).Select(i => list.Items[i])] };
            case TemplateValue.Text text:
                var characters = PythonText.Characters(text.Value);
                return string.Concat(Indices(characters.Length, start, stop, step ?? 1).Select(i => characters[i]));
            default:
                throw site.Mismatch(target, "a list or text");
        }
    }

    private static IEnumerable<int> Indices(int length, long? start, long? stop, long step)
    {
        var (lowest, highest) = step > 0 ? (0, length) : (-1, length - 1);
        var first = Clamp(start, step > 0 ? lowest : highest);
        var last = Clamp(stop, step > 0 ? highest : lowest);
        for (var i = first; step > 0 ? i < last : i > last; i += Math.Clamp(step, -length - 1, length + 1))
            yield return (int)i;

        long Clamp(long? bound, long otherwise) =>
            bound is { } b ? Math.Clamp(b < 0 ? b + length : b, lowest, highest) : otherwise;
    }

    private static ImmutableArray<TemplateValue> Characters(string text) => [.. PythonText.Characters(text).Select(TemplateValue.FromString)];
}
