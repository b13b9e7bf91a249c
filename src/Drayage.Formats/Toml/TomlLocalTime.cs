using Drayage.Model;

namespace Drayage.Formats.Toml;

/// <summary>A time of day. Fractions of a second beyond seven digits are cut off.</summary>
public sealed record TomlLocalTime(TimeOnly Value, SourceLocation At) : TomlValue(At)
{
    public override string Kind => "a local time";
}
