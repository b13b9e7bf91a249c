using System.Collections.Immutable;

namespace Drayage.Formats.Toml.Syntax;

/// <summary><c>[a.b]</c> or <c>[[a.b]]</c></summary>
internal sealed record HeaderSyntax(ImmutableArray<KeyPartSyntax> Key, bool IsArray, TextSpan Span)
    : StatementSyntax(Key, Span);
