using Drayage.Formats.Toml.Syntax;
using Drayage.Model;

namespace Drayage.Formats.Toml;

/// <summary>One key of a table with its value.</summary>
/// <param name="Key">The key with quotes and escapes resolved; one part of a dotted key.</param>
/// <param name="KeyAt">Where the key is first written.</param>
public sealed record TomlEntry(string Key, SourceLocation KeyAt, TomlValue Value)
{
    /// <summary>The <c>key = value</c> that wrote the entry; null for tables and arrays of tables.</summary>
    internal KeyValueSyntax? Statement { get; init; }
}
