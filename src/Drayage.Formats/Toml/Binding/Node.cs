using Drayage.Model;

namespace Drayage.Formats.Toml.Binding;

/// <summary>A value under construction.</summary>
internal abstract class Node(SourceLocation at)
{
    /// <summary>Where the node was first written.</summary>
    public SourceLocation At { get; protected set; } = at;

    public abstract TomlValue ToValue();
}
