using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Drayage.Model.Changes;

/// <summary>An issue or a pull request that a commit names.</summary>
/// <param name="Text">As people read it: <c>#12</c>, <c>owner/name#12</c>.</param>
/// <param name="Repository"><c>owner/name</c>; null for the commit's own repository.</param>
/// <param name="Number">Its number.</param>
public sealed partial record CommitReference(string Text, string? Repository, string Number)
{
    /// <summary>The references in a text, each once, in the order of their first mention.</summary>
    public static ImmutableArray<CommitReference> In(string text) => !text.Contains('#') && !text.Contains("GH-", StringComparison.Ordinal)
        ? []
        : [.. Grammar().Matches(text).Select(match => new CommitReference(
            match.Groups["repository"].Value + "#" + match.Groups["number"].Value,
            match.Groups["repository"] is { Success: true } repository ? repository.Value : null,
            match.Groups["number"].Value)).Distinct()];

    /// <summary>A subject without the references in parentheses at its end, as GitHub puts them behind squashed pull requests.</summary>
    public static string Strip(string subject) => subject.EndsWith(')') ? Trailing().Replace(subject, "") : subject;

    // Each way begins with what is rare, and looks back from there: a pattern that began with the repository would be tried at every letter.
    [GeneratedRegex(
        @"(#(?<=(?<![\w/&#-])(?<repository>[A-Za-z0-9][A-Za-z0-9-]*/[A-Za-z0-9._-]+)?#)|GH-(?<=(?<![\w/&#-])GH-))(?<number>[1-9][0-9]*)\b",
        RegexOptions.ExplicitCapture)]
    private static partial Regex Grammar();

    [GeneratedRegex(@"(\s*\((#|GH-)[1-9][0-9]*\))+$", RegexOptions.ExplicitCapture)]
    private static partial Regex Trailing();
}
