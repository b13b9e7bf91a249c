namespace Drayage.Formats.Toml;

/// <summary>One step of a path into a document: a key of a table or an index (from 0) into an array.</summary>
/// <remarks>Paths are written as collection expressions: <c>["package", 0, "version"]</c>.</remarks>
public sealed record TomlStep
{
    private TomlStep(string? key, int index)
    {
        Key = key;
        Index = index;
    }

    /// <summary>The key; null for an index.</summary>
    public string? Key { get; }

    public int Index { get; }

    public static TomlStep FromString(string key) => new(key, 0);

    public static TomlStep FromInt32(int index) => new(null, index);

    public static implicit operator TomlStep(string key) => FromString(key);

    public static implicit operator TomlStep(int index) => FromInt32(index);

    public override string ToString() => Key ?? $"[{Index}]";
}
