using Drayage.Model;

namespace Drayage.Formats.Toml;

/// <summary><c>true</c> or <c>false</c>.</summary>
public sealed record TomlBoolean(bool Value, SourceLocation At) : TomlValue(At)
{
    public override string Kind => "a boolean";
}
