using Drayage.Model;

namespace Drayage.Formats.Toml;

/// <summary>A string of any of the four kinds, with escapes resolved. Line ends inside multi-line strings are line feeds.</summary>
public sealed record TomlString(string Value, SourceLocation At) : TomlValue(At)
{
    public override string Kind => "a string";
}
