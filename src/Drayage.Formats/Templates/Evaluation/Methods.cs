using System.Collections.Frozen;

namespace Drayage.Formats.Templates.Evaluation;

/// <summary>The methods of Python's texts, mappings and lists.</summary>
internal static class Methods
{
    private static readonly FrozenDictionary<string, ValueOperation> OfMapping = new Dictionary<string, ValueOperation>(StringComparer.Ordinal)
    {
        ["get"] = new(Signature.Positional(1, "key", "default"), (target, arguments) =>
            ((TemplateValue.Mapping)target).Find(arguments[0]!) ?? arguments[1] ?? TemplateValue.Null),
        ["items"] = new(Signature.None, (target, _) =>
            TemplateValue.ListOf(((TemplateValue.Mapping)target).Entries.Select(entry => TemplateValue.List.Tuple(entry.Key, entry.Value)))),
        ["keys"] = new(Signature.None, (target, _) => TemplateValue.ListOf(((TemplateValue.Mapping)target).Entries.Select(entry => entry.Key))),
        ["values"] = new(Signature.None, (target, _) => TemplateValue.ListOf(((TemplateValue.Mapping)target).Entries.Select(entry => entry.Value))),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, ValueOperation> OfList = new Dictionary<string, ValueOperation>(StringComparer.Ordinal)
    {
        ["count"] = new(Signature.Positional(1, "value"), (target, arguments) =>
            (long)((TemplateValue.List)target).Items.Count(item => ValueEquality.Instance.Equals(item, arguments[0]))),
        ["index"] = new(Signature.Positional(1, "value"), (target, arguments) =>
            ((TemplateValue.List)target).Items.IndexOf(arguments[0]!, 0, ValueEquality.Instance) is >= 0 and var index
                ? (long)index
                : throw arguments.Site.Error("the list does not hold the value", "test with 'in' before")),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The method <c>loop.cycle</c>.</summary>
    public static ValueOperation Cycle { get; } = new(Signature.Any, (target, arguments) => arguments.Values.Length == 0
        ? throw arguments.Site.Error("'cycle' has nothing to cycle through", "give it values")
        : arguments.Values[((TemplateValue.Loop)target).Index % arguments.Values.Length]!);

    public static ValueOperation? Find(TemplateValue target, string name) => For(target).GetValueOrDefault(name);

    public static IEnumerable<string> NamesOf(TemplateValue target) => For(target).Keys.Order(StringComparer.Ordinal);

    private static FrozenDictionary<string, ValueOperation> For(TemplateValue target) => target switch
    {
        TemplateValue.Text => TextMethods.All,
        TemplateValue.Mapping => OfMapping,
        TemplateValue.List => OfList,
        _ => FrozenDictionary<string, ValueOperation>.Empty,
    };
}
