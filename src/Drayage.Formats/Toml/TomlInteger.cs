using Drayage.Model;

namespace Drayage.Formats.Toml;

/// <summary>A 64-bit signed integer, written in base 10, 16, 8 or 2.</summary>
public sealed record TomlInteger(long Value, SourceLocation At) : TomlValue(At)
{
    public override string Kind => "an integer";
}
