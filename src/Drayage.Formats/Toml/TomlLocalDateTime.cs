using Drayage.Model;

namespace Drayage.Formats.Toml;

/// <summary>A date and time without an offset (kind unspecified). Fractions of a second beyond seven digits are cut off.</summary>
public sealed record TomlLocalDateTime(DateTime Value, SourceLocation At) : TomlValue(At)
{
    public override string Kind => "a local date-time";
}
