using System.Collections.Frozen;

namespace Drayage.Model.Versions;

/// <summary>The words that mark a pre-release, and the channel that each stands for.</summary>
internal static class PreReleaseWords
{
    private static readonly FrozenDictionary<string, string> Channels = new Dictionary<string, string>
    {
        ["a"] = "alpha",
        ["alpha"] = "alpha",
        ["b"] = "beta",
        ["beta"] = "beta",
        ["c"] = "rc",
        ["cr"] = "rc",
        ["rc"] = "rc",
        ["m"] = "milestone",
        ["milestone"] = "milestone",
        ["pre"] = "pre",
        ["preview"] = "preview",
        ["edge"] = "edge",
        ["dev"] = "dev",
        ["nightly"] = "nightly",
        ["canary"] = "canary",
        ["next"] = "next",
        ["snapshot"] = "snapshot",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The channel of the word that a text begins with, after its separators: <c>-rc1</c>, <c>.dev3</c>, <c>b2</c>; null for other texts.</summary>
    public static string? ChannelOf(ReadOnlySpan<char> text) => Channels.GetValueOrDefault(WordOf(text));

    /// <summary>The letters that a text begins with, after its separators; perhaps none.</summary>
    public static string WordOf(ReadOnlySpan<char> text)
    {
        var start = text.TrimStart("-._~");
        var end = 0;
        while (end < start.Length && char.IsAsciiLetter(start[end]))
            end++;
        return start[..end].ToString();
    }
}
