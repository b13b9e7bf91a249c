using System.Collections.Frozen;

namespace Drayage.Model.Versions;

/// <summary>The words that mark a pre-release in versions without a standard of their own.</summary>
internal static class PreReleaseLabels
{
    private static readonly FrozenSet<string> Labels = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "a", "alpha", "b", "beta", "c", "cr", "rc", "m", "milestone", "pre", "preview", "edge", "dev", "nightly", "canary", "next", "snapshot");

    /// <summary>Whether a version suffix begins, after its separators, with one of the words: <c>-rc1</c>, <c>.dev3</c>, <c>b2</c>.</summary>
    public static bool Leads(ReadOnlySpan<char> suffix)
    {
        var start = suffix.TrimStart("-._~");
        var end = 0;
        while (end < start.Length && char.IsAsciiLetter(start[end]))
            end++;
        return Labels.Contains(start[..end].ToString());
    }
}
