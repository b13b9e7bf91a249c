namespace Drayage.Formats.Templates.Evaluation;

/// <summary>Python's comparisons of defined values.</summary>
internal static class Ordering
{
    public static bool Holds(string symbol, TemplateValue left, TemplateValue right, Site site) => symbol switch
    {
        "==" => ValueEquality.Instance.Equals(left, right),
        "!=" => !ValueEquality.Instance.Equals(left, right),
        "<" => Compare(left, right, site) < 0,
        "<=" => Compare(left, right, site) <= 0,
        ">" => Compare(left, right, site) > 0,
        ">=" => Compare(left, right, site) >= 0,
        "in" => Contains(right, left, site),
        "not in" => !Contains(right, left, site),
        _ => throw new InvalidOperationException($"unknown comparison {symbol}"),
    };

    /// <summary>Negative, zero or positive; null when a number is not comparable, so that no relation holds.</summary>
    public static int? Compare(TemplateValue left, TemplateValue right, Site site)
    {
        switch (left, right)
        {
            case (TemplateValue.Text a, TemplateValue.Text b):
                return CompareText(a.Value, b.Value);
            case (TemplateValue.List a, TemplateValue.List b) when a.IsTuple == b.IsTuple:
                var same = a.Items.Zip(b.Items).TakeWhile(pair => ValueEquality.Instance.Equals(pair.First, pair.Second)).Count();
                return same < a.Items.Length && same < b.Items.Length
                    ? Compare(a.Items[same], b.Items[same], site)
                    : a.Items.Length.CompareTo(b.Items.Length);
        }
        if (!Arithmetic.IsNumber(left) || !Arithmetic.IsNumber(right))
            throw site.Error($"{left.Kind} and {right.Kind} have no order", "compare values of one kind; convert texts with the filter int");
        return Arithmetic.Compare(left, right);
    }

    public static bool Contains(TemplateValue container, TemplateValue item, Site site) => (container, item) switch
    {
        (TemplateValue.Text text, TemplateValue.Text part) => text.Value.Contains(part.Value, StringComparison.Ordinal),
        (TemplateValue.Text, _) => throw site.Mismatch(item, "text, because only text is in text"),
        (TemplateValue.List list, _) => list.Items.Contains(item, ValueEquality.Instance),
        (TemplateValue.Mapping, _) when !ValueEquality.CanBeKey(item) => throw site.Mismatch(item, "a text or number as the key"),
        (TemplateValue.Mapping mapping, _) => mapping.Find(item) is not null,
        (TemplateValue.Undefined { IsLenient: true }, _) => false,
        _ => throw site.Mismatch(container, "a text, list or mapping"),
    };

    // UTF-16 order differs from the order of scalar values beyond the basic plane.
    private static int CompareText(string left, string right)
    {
        using var a = left.EnumerateRunes().GetEnumerator();
        using var b = right.EnumerateRunes().GetEnumerator();
        while (a.MoveNext())
        {
            if (!b.MoveNext())
                return 1;
            if (a.Current != b.Current)
                return a.Current < b.Current ? -1 : 1;
        }
        return b.MoveNext() ? -1 : 0;
    }
}
