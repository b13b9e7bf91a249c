namespace Drayage.Formats.Toml.Syntax;

/// <summary>One part of a dotted key: its resolved name and the characters of its bare or quoted form.</summary>
internal sealed record KeyPartSyntax(string Name, TextSpan Span);
