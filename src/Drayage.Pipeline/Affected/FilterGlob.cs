using System.Collections.Immutable;
using Drayage.Formats.Globs;

namespace Drayage.Pipeline.Affected;

/// <summary>
/// Globs with the meaning that micromatch gives a list: the last one that matches decides, one that begins with <c>!</c> takes away, and
/// where all take away, they do so from everything.
/// </summary>
internal sealed class FilterGlob
{
    private readonly ImmutableArray<(GlobPattern Pattern, bool Takes)> patterns;
    private readonly bool startsWithAll;

    public FilterGlob(ImmutableArray<string> patterns, bool matchDotFiles)
    {
        this.patterns = [.. patterns.Select(text => (GlobPattern.Parse(PathOf(IsNegation(text) ? text[1..] : text), matchDotFiles), !IsNegation(text)))];
        startsWithAll = !this.patterns.IsEmpty && this.patterns.All(pattern => !pattern.Takes);
    }

    public bool Matches(string path)
    {
        var matches = startsWithAll;
        foreach (var (pattern, takes) in patterns)
        {
            if (matches != takes && pattern.Matches(path))
                matches = takes;
        }

        return matches;
    }

    private static string PathOf(string glob) => glob.StartsWith("./", StringComparison.Ordinal) ? glob[2..] : glob;

    // "!(a|b)" is a pattern of its own.
    private static bool IsNegation(string text) => text.StartsWith('!') && !text.StartsWith("!(", StringComparison.Ordinal);
}
