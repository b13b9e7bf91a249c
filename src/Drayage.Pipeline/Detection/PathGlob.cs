using System.Collections.Immutable;
using Drayage.Formats.Globs;

namespace Drayage.Pipeline.Detection;

/// <summary>
/// A list of globs over repository-relative paths, read in order: a pattern that begins with <c>!</c> takes away what earlier ones
/// matched. A pattern that names a directory covers everything below it.
/// </summary>
public sealed class PathGlob(IEnumerable<string> patterns)
{
    private readonly ImmutableArray<(GlobPattern Exact, GlobPattern Below, bool Takes)> patterns =
    [
        .. patterns.Select(text =>
        {
            var pattern = text.TrimStart('!').TrimEnd('/');
            return (GlobPattern.Parse(pattern, matchDotFiles: true), GlobPattern.Parse(pattern + "/**", matchDotFiles: true), !text.StartsWith('!'));
        }),
    ];

    public bool IsMatch(string path)
    {
        var matches = false;
        foreach (var (exact, below, takes) in patterns)
        {
            if (matches != takes && (exact.Matches(path) || below.Matches(path)))
                matches = takes;
        }

        return matches;
    }
}
