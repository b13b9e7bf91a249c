using System.Collections.Immutable;
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
    public static TemplateValue MappingOf(IEnumerable<KeyValuePair<string, TemplateValue>> entries) =>
        Mapping.Of(entries.Select(entry => (FromString(entry.Key), entry.Value)));

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
        private Mapping(ImmutableArray<(TemplateValue Key, TemplateValue Value)> entries) => Entries = entries;

        public ImmutableArray<(TemplateValue Key, TemplateValue Value)> Entries { get; }

        internal override string Kind => "a mapping";

        /// <summary>As Python's dict: a key stays at its first place and takes its last value.</summary>
        internal static Mapping Of(IEnumerable<(TemplateValue Key, TemplateValue Value)> entries)
        {
            var index = new Dictionary<TemplateValue, int>(ValueEquality.Instance);
            var unique = ImmutableArray.CreateBuilder<(TemplateValue, TemplateValue)>();
            foreach (var (key, value) in entries)
            {
                if (index.TryAdd(key, unique.Count))
                    unique.Add((key, value));
                else
                    unique[index[key]] = (unique[index[key]].Item1, value);
            }
            return new Mapping(unique.ToImmutable()) { _index = index };
        }

        internal TemplateValue? Find(TemplateValue key) => _index.TryGetValue(key, out var i) ? Entries[i].Value : null;

        private Dictionary<TemplateValue, int> _index = [];
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
