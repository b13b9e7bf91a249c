using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Drayage.Formats.Templates.Evaluation;

namespace Drayage.Formats.Templates;

/// <summary>
/// A value of a template. Jinja2 defines its values by Python's, so they print, compare and count as in Python; integers
/// are 64 bits, and leaving that range is an error.
/// </summary>
public abstract record TemplateValue
{
    private TemplateValue()
    {
    }

    public static TemplateValue Null { get; } = new None();

    internal abstract string Kind { get; }

    public static implicit operator TemplateValue(string text) => new Text(text);

    public static implicit operator TemplateValue(long number) => new Integer(number);

    public static implicit operator TemplateValue(bool value) => new Boolean(value);

    public static TemplateValue FromString(string text) => text;

    public static TemplateValue FromInt64(long number) => number;

    public static TemplateValue FromBoolean(bool value) => value;

    public static TemplateValue ListOf(IEnumerable<TemplateValue> items) => new List([.. items]);

    /// <summary>A mapping in the given order; the last of equal keys wins.</summary>
    public static TemplateValue MappingOf(params ReadOnlySpan<KeyValuePair<string, TemplateValue>> entries)
    {
        var typed = new (TemplateValue, TemplateValue)[entries.Length];
        for (var at = 0; at < entries.Length; at++)
            typed[at] = (entries[at].Key, entries[at].Value);
        return Mapping.Of(typed);
    }

    /// <summary>A mapping whose values are made when a template asks for them.</summary>
    /// <param name="keys">Each once.</param>
    /// <param name="value">Gives the value of one of the keys, the same each time.</param>
    public static TemplateValue MadeOnDemand(ImmutableArray<string> keys, Func<string, TemplateValue> value) => new Mapping(keys, value);

    /// <summary>The value as <c>{{ }}</c> prints it.</summary>
    public sealed override string ToString() => PythonText.Str(this);

    public sealed record Text(string Value) : TemplateValue
    {
        internal override string Kind => "text";
    }

    public sealed record Integer(long Value) : TemplateValue
    {
        internal override string Kind => "an integer";
    }

    public sealed record Number(double Value) : TemplateValue
    {
        internal override string Kind => "a float";
    }

    public sealed record Boolean(bool Value) : TemplateValue
    {
        internal override string Kind => "a boolean";
    }

    public sealed record None : TemplateValue
    {
        internal override string Kind => "none";
    }

    public sealed record List(ImmutableArray<TemplateValue> Items) : TemplateValue
    {
        /// <summary>Tuples print with parentheses and are never equal to lists.</summary>
        public bool IsTuple { get; init; }

        internal override string Kind => IsTuple ? "a tuple" : "a list";

        internal static List Tuple(params ImmutableArray<TemplateValue> items) => new(items) { IsTuple = true };
    }

    public sealed record Mapping : TemplateValue
    {
        // Looking through a few entries costs less than a table of them.
        private const int Few = 16;

        private readonly Dictionary<TemplateValue, int>? _index;
        private readonly Func<string, TemplateValue>? _make;
        private readonly ImmutableArray<string> _keys;
        private ImmutableArray<(TemplateValue Key, TemplateValue Value)> _entries;

        internal Mapping(ImmutableArray<string> keys, Func<string, TemplateValue> make) => (_keys, _make) = (keys, make);

        private Mapping(ImmutableArray<(TemplateValue Key, TemplateValue Value)> entries, Dictionary<TemplateValue, int>? index) =>
            (_entries, _index) = (entries, index);

        public ImmutableArray<(TemplateValue Key, TemplateValue Value)> Entries =>
            _entries.IsDefault ? _entries = [.. _keys.Select(key => (FromString(key), _make!(key)))] : _entries;

        internal override string Kind => "a mapping";

        /// <summary>As Python's dict: a key stays at its first place and takes its last value.</summary>
        internal static Mapping Of(params ReadOnlySpan<(TemplateValue Key, TemplateValue Value)> entries)
        {
            var index = entries.Length > Few ? new Dictionary<TemplateValue, int>(entries.Length, ValueEquality.Instance) : null;
            var unique = new (TemplateValue Key, TemplateValue Value)[entries.Length];
            var count = 0;
            foreach (var (key, value) in entries)
            {
                if (Place(unique.AsSpan(0, count), index, key) is { } place)
                {
                    unique[place].Value = value;
                    continue;
                }

                index?.Add(key, count);
                unique[count++] = (key, value);
            }

            return new Mapping(ImmutableCollectionsMarshal.AsImmutableArray(count == unique.Length ? unique : unique[..count]), index);
        }

        internal TemplateValue? Find(TemplateValue key) =>
            _make is not null ? key is Text text && _keys.Contains(text.Value) ? _make(text.Value) : null
            : Place(Entries.AsSpan(), _index, key) is { } place ? Entries[place].Value : null;

        private static int? Place(ReadOnlySpan<(TemplateValue Key, TemplateValue Value)> entries, Dictionary<TemplateValue, int>? index, TemplateValue key)
        {
            if (index is not null)
                return index.TryGetValue(key, out var found) ? found : null;
            for (var place = 0; place < entries.Length; place++)
            {
                if (ValueEquality.Instance.Equals(entries[place].Key, key))
                    return place;
            }

            return null;
        }
    }

    /// <summary>What a missing name, attribute or item gives. Any use but the question <c>is defined</c> throws.</summary>
    internal sealed record Undefined(Func<Drayage.Model.ReleaseException> Error) : TemplateValue
    {
        /// <summary>
        /// Whether the value prints as nothing and is false, as that of <c>x if condition</c> without <c>else</c> is even
        /// under StrictUndefined.
        /// </summary>
        public bool IsLenient { get; init; }

        internal override string Kind => "undefined";
    }

    /// <summary>A method of a value, before its call.</summary>
    internal sealed record Method(TemplateValue Target, ValueOperation Operation, Site Site) : TemplateValue
    {
        internal override string Kind => "a method";
    }

    internal sealed record Function(string Name, Site Site) : TemplateValue
    {
        internal override string Kind => "a function";
    }

    /// <summary>The variable <c>loop</c>.</summary>
    internal sealed record Loop(ImmutableArray<TemplateValue> Items, int Index) : TemplateValue
    {
        internal override string Kind => "the loop";
    }

    /// <summary>The one mutable value: what <c>namespace()</c> makes so that loops can keep something.</summary>
    internal sealed record Namespace(Dictionary<string, TemplateValue> Attributes) : TemplateValue
    {
        internal override string Kind => "a namespace";
    }
}
