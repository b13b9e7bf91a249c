using Drayage.Model;

namespace Drayage.Formats.Toml;

/// <summary>An IEEE 754 binary64 number, infinities and not-a-number included.</summary>
public sealed record TomlFloat(double Value, SourceLocation At) : TomlValue(At)
{
    public override string Kind => "a float";
}
