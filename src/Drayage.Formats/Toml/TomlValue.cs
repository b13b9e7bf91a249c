using Drayage.Formats.Toml.Syntax;
using Drayage.Model;

namespace Drayage.Formats.Toml;

/// <summary>
/// One value of a TOML 1.0 document. The cases are closed: <see cref="TomlString"/>, <see cref="TomlInteger"/>,
/// <see cref="TomlFloat"/>, <see cref="TomlBoolean"/>, <see cref="TomlOffsetDateTime"/>, <see cref="TomlLocalDateTime"/>,
/// <see cref="TomlLocalDate"/>, <see cref="TomlLocalTime"/>, <see cref="TomlArray"/> and <see cref="TomlTable"/>.
/// </summary>
/// <param name="At">Where the value begins. For a table written by dotted keys: where its name is first written.</param>
public abstract record TomlValue(SourceLocation At)
{
    /// <summary>The kind with its article, for messages: <c>a string</c>, <c>an array</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>The characters that the value occupies; empty for tables that are not written in one piece.</summary>
    internal TextSpan Span { get; init; }
}
