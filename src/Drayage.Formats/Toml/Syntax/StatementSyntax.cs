using System.Collections.Immutable;

namespace Drayage.Formats.Toml.Syntax;

/// <summary>A statement on lines of its own; a key and value also stand in inline tables.</summary>
/// <param name="Span">From the first character of the key or header to the last of the value or header, without comment.</param>
internal abstract record StatementSyntax(ImmutableArray<KeyPartSyntax> Key, TextSpan Span);
