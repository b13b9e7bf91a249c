namespace Drayage.Registries.Oci;

/// <summary>The specification's lexical order of tags: case-insensitive; equal ones by code point, so that the order is total.</summary>
internal sealed class TagOrder : IComparer<string>
{
    public static TagOrder Instance { get; } = new();

    public int Compare(string? x, string? y)
    {
        var folded = StringComparer.OrdinalIgnoreCase.Compare(x, y);
        return folded != 0 ? folded : StringComparer.Ordinal.Compare(x, y);
    }
}
