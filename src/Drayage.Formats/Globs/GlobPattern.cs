using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Drayage.Formats.Globs;

/// <summary>
/// A path pattern with the meaning that minimatch, and so npm, pnpm and yarn, give it: <c>*</c> and <c>?</c> within a
/// segment, <c>**</c> over segments, <c>[a-z]</c>, <c>{a,b}</c>, <c>{1..3}</c> and the extended <c>!(a|b)</c>,
/// <c>@(…)</c>, <c>+(…)</c>, <c>?(…)</c>, <c>*(…)</c>. Paths have forward slashes and no leading one; case matters.
/// </summary>
public sealed class GlobPattern
{
    private readonly ImmutableArray<Regex> alternatives;

    private GlobPattern(string text, ImmutableArray<Regex> alternatives)
    {
        Text = text;
        this.alternatives = alternatives;
    }

    /// <summary>The pattern as given.</summary>
    public string Text { get; }

    /// <param name="pattern">The pattern. A bracket or brace that is never closed stands for itself.</param>
    /// <param name="matchDotFiles">Whether a wildcard may stand for a name's leading dot.</param>
    public static GlobPattern Parse(string pattern, bool matchDotFiles = false) => new(
        pattern,
        [.. BraceExpansion.Expand(pattern).Select(alternative => new Regex(
            GlobTranslation.ToRegex(alternative, matchDotFiles),
            RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
            Limit))]);

    public bool Matches(string path) => alternatives.Any(alternative => alternative.IsMatch(path));

    // Extended globs need lookahead, which rules the linear engine out; a hostile pattern must not hang detection.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);
}
