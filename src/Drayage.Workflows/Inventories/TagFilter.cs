using System.Text;
using System.Text.RegularExpressions;
using Drayage.Workflows.Definitions;

namespace Drayage.Workflows.Inventories;

/// <summary>GitHub's filter patterns: <c>*</c>, <c>**</c>, <c>?</c>, <c>+</c>, <c>[]</c>, and <c>!</c> that takes back.</summary>
internal static class TagFilter
{
    /// <summary>Whether a push of the tag starts a workflow.</summary>
    public static bool Matches(Trigger push, string tag)
    {
        if (!push.TagsIgnored.IsEmpty)
            return !push.TagsIgnored.Any(pattern => Matches(pattern.Value, tag));
        if (push.Tags.IsEmpty)
            return push.MatchesSomeTag;
        // The last pattern that matches decides.
        return push.Tags.Aggregate(false, (matched, pattern) => pattern.Value.StartsWith('!')
            ? matched && !Matches(pattern.Value[1..], tag)
            : matched || Matches(pattern.Value, tag));
    }

    private static bool Matches(string pattern, string tag)
    {
        var expression = new StringBuilder("^");
        for (var at = 0; at < pattern.Length; at++)
        {
            var character = pattern[at];
            if (character == '*')
            {
                var isDouble = at + 1 < pattern.Length && pattern[at + 1] == '*';
                expression.Append(isDouble ? ".*" : "[^/]*");
                at += isDouble ? 1 : 0;
            }
            else
            {
                _ = character is '?' or '+' or '[' or ']' or '-' ? expression.Append(character) : expression.Append(Regex.Escape(character.ToString()));
            }
        }

        try
        {
            return Regex.IsMatch(tag, expression.Append('$').ToString(), RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
        }
        catch (ArgumentException)
        {
            // GitHub refuses such a pattern; nothing is started by it.
            return false;
        }
    }
}
