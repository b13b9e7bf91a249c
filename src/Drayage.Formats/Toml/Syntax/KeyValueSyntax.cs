using System.Collections.Immutable;

namespace Drayage.Formats.Toml.Syntax;

/// <summary><c>a.b = value</c></summary>
internal sealed record KeyValueSyntax(ImmutableArray<KeyPartSyntax> Key, ValueSyntax Value, TextSpan Span)
    : StatementSyntax(Key, Span);
