using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Drayage.Model.Changes;

/// <summary>An issue or a pull request that a commit names.</summary>
/// <param name="Text">As people read it: <c>#12</c>, <c>owner/name#12</c>.</param>
/// <param name="Repository"><c>owner/name</c>; null for the commit's own repository.</param>
/// <param name="Number">Its number.</param>
public sealed partial record CommitReference(string Text, string? Repository, string Number)
{
    private const string Letters = "GH-";

    /// <summary>The references in a text, each once, in the order of their first mention.</summary>
    public static ImmutableArray<CommitReference> In(string text)
    {
        if (!text.Contains('#') && !text.Contains(Letters, StringComparison.Ordinal))
            return [];
        var found = ImmutableArray.CreateBuilder<CommitReference>();
        foreach (var match in Grammar().EnumerateMatches(text))
        {
            var isSign = text[match.Index] == '#';
            var number = text[(match.Index + (isSign ? 1 : Letters.Length))..(match.Index + match.Length)];
            var repository = isSign ? RepositoryBefore(text, match.Index) : null;
            var reference = new CommitReference($"{repository}#{number}", repository, number);
            if (!found.Contains(reference))
                found.Add(reference);
        }

        return found.DrainToImmutable();
    }

    /// <summary>A subject without the references in parentheses at its end, as GitHub puts them behind squashed pull requests.</summary>
    public static string Strip(string subject) => subject.EndsWith(')') ? Trailing().Replace(subject, "") : subject;

    /// <summary>What stands before a sign that the grammar has taken: nothing, or <c>owner/name</c> from the beginning of a word.</summary>
    private static string? RepositoryBefore(string text, int sign)
    {
        var name = sign;
        while (name > 0 && (char.IsAsciiLetterOrDigit(text[name - 1]) || text[name - 1] is '.' or '_' or '-'))
            name--;
        if (name == sign || name == 0 || text[name - 1] != '/')
            return null;
        var owner = name - 1;
        while (owner > 0 && (char.IsAsciiLetterOrDigit(text[owner - 1]) || text[owner - 1] == '-'))
            owner--;
        return owner < name - 1 && text[owner] != '-' && (owner == 0 || !IsWord(text[owner - 1])) ? text[owner..sign] : null;
    }

    private static bool IsWord(char before) => char.IsLetterOrDigit(before) || before is '_' or '/' or '&' or '#' or '-';

    // Each way begins with what is rare, and looks back from there: a pattern that began with the repository would be tried at every letter.
    [GeneratedRegex(
        @"(#(?<=(?<![\w/&#-])([A-Za-z0-9][A-Za-z0-9-]*/[A-Za-z0-9._-]+)?#)|GH-(?<=(?<![\w/&#-])GH-)(?![A-Za-z0-9-]*/[A-Za-z0-9._-]+#[1-9][0-9]*\b))[1-9][0-9]*\b",
        RegexOptions.ExplicitCapture)]
    private static partial Regex Grammar();

    [GeneratedRegex(@"(\s*\((#|GH-)[1-9][0-9]*\))+$", RegexOptions.ExplicitCapture)]
    private static partial Regex Trailing();
}
