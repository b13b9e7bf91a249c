using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Drayage.Model.Changes;

/// <summary>One footer of a commit message: <c>Reviewed-by: Z</c>, <c>Refs #123</c>, <c>BREAKING CHANGE: …</c>.</summary>
/// <param name="Token">As spelt; the two spellings of <c>BREAKING CHANGE</c> are one, and only in capitals.</param>
/// <param name="Value">May hold several lines.</param>
public sealed partial record CommitFooter(string Token, string Value)
{
    public bool Is(string token) => string.Equals(Token, token, StringComparison.OrdinalIgnoreCase);

    /// <summary>Takes the footers off the end of a body. A footer goes on until the next one begins.</summary>
    internal static (string Text, ImmutableArray<CommitFooter> Footers) Split(string body)
    {
        if (body.Length == 0)
            return ("", []);
        var lines = body.Trim('\n').Split('\n');
        var first = FirstLine(lines);
        var footers = ImmutableArray.CreateBuilder<CommitFooter>();
        for (var at = first; at < lines.Length;)
        {
            var match = Grammar().Match(lines[at]);
            var next = at + 1;
            while (next < lines.Length && !Grammar().IsMatch(lines[next]))
                next++;
            var (token, value) = (match.Groups["token"].Value, match.Groups["value"].Value);
            footers.Add(new CommitFooter(
                token == "BREAKING-CHANGE" ? "BREAKING CHANGE" : token,
                (next == at + 1 ? value : string.Join('\n', [value, .. lines[(at + 1)..next]])).Trim()));
            at = next;
        }

        return (string.Join('\n', lines[..first]).Trim(), footers.DrainToImmutable());
    }

    // The last paragraphs that begin as footers do. A breaking change is told wherever it begins a line, since it must not be overlooked,
    // and paragraphs of prose below it are its own.
    private static int FirstLine(string[] lines)
    {
        var breaking = Array.FindIndex(lines, line => line.StartsWith("BREAKING CHANGE:", StringComparison.Ordinal) || line.StartsWith("BREAKING-CHANGE:", StringComparison.Ordinal));
        var first = breaking < 0 ? lines.Length : breaking;
        for (var at = first - 1; at >= 0; at--)
        {
            if (at > 0 && lines[at - 1].Length > 0)
                continue;
            if (!Grammar().IsMatch(lines[at]))
                break;
            first = at;
        }

        return first;
    }

    [GeneratedRegex(@"^(?<token>BREAKING CHANGE|[A-Za-z][A-Za-z0-9-]*)(: | (?=#))(?<value>\S.*)$", RegexOptions.ExplicitCapture)]
    private static partial Regex Grammar();
}
