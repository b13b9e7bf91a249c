using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Drayage.Formats.Templates;

/// <summary>The variables that a template is rendered with. Immutable; names are case-sensitive.</summary>
public sealed record TemplateVariables
{
    private readonly ImmutableSortedDictionary<string, TemplateValue> _values;

    private TemplateVariables(ImmutableSortedDictionary<string, TemplateValue> values) => _values = values;

    public static TemplateVariables Empty { get; } = new(ImmutableSortedDictionary.Create<string, TemplateValue>(StringComparer.Ordinal));

    /// <summary>The names in ordinal order.</summary>
    public IEnumerable<string> Names => _values.Keys;

    public static TemplateVariables Of(IEnumerable<KeyValuePair<string, TemplateValue>> values) => new(Empty._values.SetItems(values));

    /// <summary>The variables with one added or replaced.</summary>
    public TemplateVariables With(string name, TemplateValue value) => new(_values.SetItem(name, value));

    public bool TryGet(string name, [NotNullWhen(true)] out TemplateValue? value) => _values.TryGetValue(name, out value);
}
