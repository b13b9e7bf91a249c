namespace Drayage.Formats.Templates.Evaluation;

/// <summary>Python's <c>==</c>: numbers and booleans compare by value across kinds, mappings without regard to order.</summary>
internal sealed class ValueEquality : IEqualityComparer<TemplateValue>
{
    public static ValueEquality Instance { get; } = new();

    /// <exception cref="Drayage.Model.ReleaseException">One of the values is undefined.</exception>
    public bool Equals(TemplateValue? x, TemplateValue? y)
    {
        if ((x as TemplateValue.Undefined ?? y as TemplateValue.Undefined) is { IsLenient: false } undefined)
            throw undefined.Error();
        return (x, y) switch
        {
            (TemplateValue.Undefined, TemplateValue.Undefined) => true,
            (TemplateValue.Text a, TemplateValue.Text b) => string.Equals(a.Value, b.Value, StringComparison.Ordinal),
            (TemplateValue.None, TemplateValue.None) => true,
            (TemplateValue.List a, TemplateValue.List b) => a.IsTuple == b.IsTuple && a.Items.SequenceEqual(b.Items, this),
            (TemplateValue.Mapping a, TemplateValue.Mapping b) => a.Entries.Length == b.Entries.Length
                && a.Entries.All(entry => b.Find(entry.Key) is { } other && Equals(entry.Value, other)),
            (not null, not null) when Arithmetic.IsNumber(x) && Arithmetic.IsNumber(y) => Arithmetic.Compare(x, y) == 0,
            _ => ReferenceEquals(x, y),
        };
    }

    /// <summary>Whether Python takes the value as the key of a mapping.</summary>
    public static bool CanBeKey(TemplateValue value) => value switch
    {
        TemplateValue.List list => list.IsTuple && list.Items.All(CanBeKey),
        TemplateValue.Mapping => false,
        _ => true,
    };

    public int GetHashCode(TemplateValue obj) => obj switch
    {
        TemplateValue.Text text => string.GetHashCode(text.Value, StringComparison.Ordinal),
        TemplateValue.List list => list.Items.Aggregate(17, (hash, item) => HashCode.Combine(hash, GetHashCode(item))),
        _ when Arithmetic.IsNumber(obj) => Arithmetic.ToDouble(obj).GetHashCode(),
        _ => 0,
    };
}
