using Drayage.Model.Versions;

namespace Drayage.Oci.References;

/// <summary>
/// Orders tags for people: names that are no versions first and by letter, then versions from old to new, so that the
/// newest stands last: <c>latest</c>, <c>main</c>, <c>1.9</c>, <c>1.10-rc.1</c>, <c>1.10</c>.
/// </summary>
public sealed class TagOrder : IComparer<string?>
{
    private TagOrder()
    {
    }

    public static TagOrder Instance { get; } = new();

    public int Compare(string? x, string? y)
    {
        var (left, right) = (VersionOf(x), VersionOf(y));
        var order = left is null || right is null
            ? (left is null ? 0 : 1) - (right is null ? 0 : 1)
            : left.CompareTo(right);
        return order != 0 ? order : string.CompareOrdinal(x, y);
    }

    private static LooseVersion? VersionOf(string? tag)
    {
        var text = tag is ['v' or 'V', >= '0' and <= '9', ..] ? tag[1..] : tag;
        return LooseVersion.TryParse(text, out var version) ? version : null;
    }
}
