using Drayage.Workflows.Definitions;
using Drayage.Workflows.Shell.Evaluation;

namespace Drayage.Workflows.Linting.Rules.Order;

/// <summary>Tags against the patterns of <c>on.push.tags</c>, as far as both are known.</summary>
internal static class TagPatterns
{
    /// <returns>Null where it depends on what is not known.</returns>
    public static bool? Match(Trigger push, ShellText? tag)
    {
        var answers = push.Tags.Where(pattern => !pattern.Value.StartsWith('!')).Select(pattern => Match(pattern.Value, tag)).ToArray();
        return answers.Contains(true) ? true : answers.Contains(null) ? null : false;
    }

    private static bool? Match(string pattern, ShellText? tag)
    {
        var fixedPart = pattern[..Math.Max(0, pattern.AsSpan().IndexOfAny("*?[+") is var at && at < 0 ? pattern.Length : at)];
        if (pattern is "*" or "**")
            return true;
        if (tag is null || tag.KnownStart.Length == 0)
            return null;
        var start = tag.KnownStart;
        var common = Math.Min(start.Length, fixedPart.Length);
        if (!start.AsSpan(0, common).SequenceEqual(fixedPart.AsSpan(0, common)))
            return false;
        // The beginning agrees: what follows is a version on both sides.
        return fixedPart.Length <= start.Length ? true : null;
    }
}
