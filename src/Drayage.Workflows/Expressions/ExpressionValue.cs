using System.Collections.Immutable;
using System.Globalization;

namespace Drayage.Workflows.Expressions;

/// <summary>What an expression is worth, as far as that can be told without running the workflow.</summary>
public abstract record ExpressionValue
{
    private ExpressionValue()
    {
    }

    public static ExpressionValue Nothing { get; } = new Null();

    public static ExpressionValue True { get; } = new Boolean(true);

    public static ExpressionValue False { get; } = new Boolean(false);

    /// <summary>Whether GitHub takes it for true; null where that is not known.</summary>
    public virtual bool? IsTruthy => true;

    /// <summary>The text that stands in a template for it; null where it is not wholly known.</summary>
    public virtual string? AsText() => null;

    public static ExpressionValue Of(bool value) => value ? True : False;

    public static ExpressionValue Of(string value) => new Text(value);

    public sealed record Null : ExpressionValue
    {
        public override bool? IsTruthy => false;

        public override string AsText() => "";
    }

    public sealed record Boolean(bool Value) : ExpressionValue
    {
        public override bool? IsTruthy => Value;

        public override string AsText() => Value ? "true" : "false";
    }

    public sealed record Number(double Value) : ExpressionValue
    {
        public override bool? IsTruthy => Value != 0 && !double.IsNaN(Value);

        public override string AsText() => Value.ToString("G15", CultureInfo.InvariantCulture);
    }

    public sealed record Text(string Value) : ExpressionValue
    {
        public override bool? IsTruthy => Value.Length > 0;

        public override string AsText() => Value;
    }

    public sealed record List(ImmutableArray<ExpressionValue> Items) : ExpressionValue
    {
        public override string AsText() => "Array";
    }

    /// <summary>A mapping; names are looked up without regard to case.</summary>
    /// <param name="Entries">In the order in which they were written.</param>
    /// <param name="IsOpen">More entries may exist at run time: a missing name is unknown and not null.</param>
    public sealed record Map(ImmutableArray<KeyValuePair<string, ExpressionValue>> Entries, bool IsOpen = false) : ExpressionValue
    {
        public static Map Open { get; } = new([], IsOpen: true);

        public override string AsText() => "Object";

        public ExpressionValue? Find(string name)
        {
            foreach (var entry in Entries)
            {
                if (string.Equals(entry.Key, name, StringComparison.OrdinalIgnoreCase))
                    return entry.Value;
            }

            return null;
        }

        public Map With(string name, ExpressionValue value) =>
            this with { Entries = [.. Entries.Where(entry => !string.Equals(entry.Key, name, StringComparison.OrdinalIgnoreCase)), KeyValuePair.Create(name, value)] };
    }

    /// <summary>Told only at run time.</summary>
    /// <param name="Shape">What is known of the text.</param>
    /// <param name="Truth">Known where each possible value counts the same.</param>
    public sealed record Unknown(PartialText Shape, bool? Truth = null) : ExpressionValue
    {
        public override bool? IsTruthy => Truth;
    }
}
