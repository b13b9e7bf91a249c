namespace Drayage.Formats.Toml.Binding;

/// <summary>A finished value: nothing can be added to it, not even to an inline table.</summary>
internal sealed class ValueNode(TomlValue value) : Node(value.At)
{
    public override TomlValue ToValue() => value;
}
