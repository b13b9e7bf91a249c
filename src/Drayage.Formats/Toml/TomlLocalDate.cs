using Drayage.Model;

namespace Drayage.Formats.Toml;

/// <summary>A calendar date without time or offset.</summary>
public sealed record TomlLocalDate(DateOnly Value, SourceLocation At) : TomlValue(At)
{
    public override string Kind => "a local date";
}
