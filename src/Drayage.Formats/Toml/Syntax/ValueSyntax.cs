using System.Collections.Immutable;

namespace Drayage.Formats.Toml.Syntax;

/// <summary>A value as written. Scalars are already values; arrays and inline tables still await the rules on keys.</summary>
internal abstract record ValueSyntax
{
    private ValueSyntax(TextSpan span) => Span = span;

    public TextSpan Span { get; }

    public sealed record Scalar(TomlValue Value) : ValueSyntax(Value.Span);

    public sealed record Array(ImmutableArray<ValueSyntax> Items, TextSpan Range) : ValueSyntax(Range);

    public sealed record InlineTable(ImmutableArray<KeyValueSyntax> Entries, TextSpan Range) : ValueSyntax(Range);
}
