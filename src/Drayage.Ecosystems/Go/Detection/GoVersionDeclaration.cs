using System.Text.RegularExpressions;
using Drayage.Model;

namespace Drayage.Ecosystems.Go.Detection;

/// <summary>A package-level string that holds a version.</summary>
/// <param name="Symbol">As <c>-ldflags "-X symbol=value"</c> names it: <c>main.version</c>, <c>example.com/m/version.Version</c>.</param>
/// <param name="At">Where the value stands, without the quotes.</param>
/// <param name="IsVariable">True for a <c>var</c>, which the linker can set; false for a <c>const</c>.</param>
internal sealed partial record GoVersionDeclaration(string Symbol, string Value, SourceLocation At, bool IsVariable)
{
    public static GoVersionDeclaration? Find(string text, string path, string importPath)
    {
        foreach (Match match in Declaration().Matches(text))
        {
            // Inside a group only the head of the group tells var from const; deeper indentation is a function's body.
            var keyword = match.Groups["keyword"].Success ? match.Groups["keyword"].Value : GroupKeyword(text, match.Index);
            if (keyword is not null)
                return new GoVersionDeclaration($"{importPath}.{match.Groups["name"].Value}", match.Groups["value"].Value, Locate(text, path, match.Groups["value"]), keyword == "var");
        }

        return null;
    }

    private static string? GroupKeyword(string text, int index)
    {
        var heads = GroupHead().Matches(text[..index]);
        return heads.Count == 0 || text.AsSpan(heads[^1].Index, index - heads[^1].Index).Contains("\n)", StringComparison.Ordinal)
            ? null
            : heads[^1].Groups["keyword"].Value;
    }

    private static SourceLocation Locate(string text, string path, Group value)
    {
        var before = text.AsSpan(0, value.Index);
        return new SourceLocation(path, before.Count('\n') + 1, value.Index - before.LastIndexOf('\n'));
    }

    [GeneratedRegex("""^(?:(?<keyword>var|const)[ \t]+|\t|[ ]{1,4})(?<name>(?:[A-Za-z]\w*)?[Vv]ersion|VERSION)[ \t]*(?:string[ \t]*)?=[ \t]*"(?<value>[^"\n\\]*)"[ \t]*(?://.*)?\r?$""", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Declaration();

    [GeneratedRegex(@"^(?<keyword>var|const)[ \t]*\(", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex GroupHead();
}
