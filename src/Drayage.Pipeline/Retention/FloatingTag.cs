using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Drayage.Pipeline.Retention;

/// <summary>Tells by its form that a tag moves with releases: <c>1.4</c> beside <c>1.4.0</c>, <c>v1-alpine</c> beside <c>v1.4.0-alpine</c>.</summary>
internal static partial class FloatingTag
{
    /// <param name="tag">The tag.</param>
    /// <param name="tags">All tags of the same version; <c>1.4</c> alone may as well be the version itself.</param>
    public static bool IsOne(string tag, ImmutableArray<string> tags) =>
        Form().Match(tag) is { Success: true } form && tags.Any(other => Form().Match(other) is { Success: true } full && IsBeginning(form, full));

    private static bool IsBeginning(Match form, Match full) =>
        form.Groups["lead"].Value == full.Groups["lead"].Value
        && form.Groups["rest"].Value == full.Groups["rest"].Value
        && full.Groups["numbers"].Value.StartsWith(form.Groups["numbers"].Value + ".", StringComparison.Ordinal);

    [GeneratedRegex(@"\A(?<lead>v?)(?<numbers>[0-9]+(\.[0-9]+)*)(?<rest>.*)\z", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Form();
}
