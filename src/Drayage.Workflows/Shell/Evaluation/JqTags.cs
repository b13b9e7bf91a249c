using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Drayage.Workflows.Shell.Evaluation;

/// <summary>What jq prints of the tags in <c>{"tags":["a","b"]}</c>, by the filters that guides to docker/metadata-action give.</summary>
internal static partial class JqTags
{
    private const string Start = "{\"tags\":[\"";

    /// <summary>The text that <see cref="Of"/> reads.</summary>
    public static ShellText Json(IEnumerable<ShellText> tags) =>
        ShellText.Concat(Start, ShellText.Concat([.. tags.SelectMany((tag, index) => index == 0 ? [tag] : new[] { "\",\"", tag })]), "\"]}");

    /// <param name="arguments">Of jq; the filter comes last.</param>
    /// <param name="input">What it reads.</param>
    /// <returns>Null for other filters and inputs.</returns>
    public static ShellText? Of(ImmutableArray<EvaluatedWord> arguments, ShellText? input)
    {
        if (input?.StartsWith(Start) != true || arguments is not [.., { Known: { } filter }])
            return null;
        var tags = input.SplitAll('"').Skip(3).Where(text => text.Known is not ("," or "]}"));
        if (filter.Trim() == ".tags[]")
            return ShellText.Concat([.. tags.SelectMany(tag => new[] { tag, "\n" })]);
        var joined = JoinPattern().Match(filter);
        return joined.Success
            ? ShellText.Concat([.. tags.SelectMany((tag, index) => new[] { index == 0 ? ShellText.Empty : joined.Groups["separator"].Value, joined.Groups["prefix"].Value, tag })])
            : null;
    }

    [GeneratedRegex("""^\s*\.tags\s*\|\s*map\(\s*"(?<prefix>[^"\\]*)"\s*\+\s*\.\s*\)\s*\|\s*join\(\s*"(?<separator>[^"\\]*)"\s*\)\s*$""", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex JoinPattern();
}
