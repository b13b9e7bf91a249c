using System.Text;
using System.Text.RegularExpressions;

namespace Drayage.Formats.Globs;

/// <summary>Translates one brace-free glob into a regular expression over whole paths.</summary>
internal static class GlobTranslation
{
    public static string ToRegex(string glob, bool matchDotFiles)
    {
        var name = (matchDotFiles ? "" : @"(?!\.)") + "[^/]+";
        var segments = glob.Split('/');
        var result = new StringBuilder(@"\A");
        for (var i = 0; i < segments.Length; i++)
        {
            var isLast = i == segments.Length - 1;
            result.Append((segments[i], isLast) switch
            {
                ("**", true) => $"{name}(/{name})*",
                ("**", false) => $"({name}/)*",
                (var segment, true) => Segment(segment, matchDotFiles),
                (var segment, false) => Segment(segment, matchDotFiles) + "/",
            });
        }

        return result.Append(@"\z").ToString();
    }

    private static string Segment(string segment, bool matchDotFiles)
    {
        var startsWild = segment.Length > 0 && segment[0] is '*' or '?' or '[' or '+' or '@' or '!';
        var result = new StringBuilder(startsWild && !matchDotFiles ? @"(?!\.)" : "");
        if (segment.Trim('*').Length == 0 && segment.Length > 0)
            return result.Append("[^/]+").ToString();
        Translate(segment, result);
        return result.ToString();
    }

    private static void Translate(ReadOnlySpan<char> segment, StringBuilder result)
    {
        for (var i = 0; i < segment.Length; i++)
        {
            var rest = segment[i..];
            if (rest.Length > 2 && rest[1] == '(' && "!?+*@".Contains(rest[0]) && Group(rest) is var end and > 0)
            {
                Extended(rest[0], rest[2..end], segment[(i + end + 1)..], result);
                i += end;
            }
            else if (rest[0] == '[' && Class(rest) is { } characters)
            {
                result.Append(characters.Regex);
                i += characters.Length - 1;
            }
            else if (rest[0] == '\\' && rest.Length > 1)
            {
                result.Append(Regex.Escape(rest[1].ToString()));
                i++;
            }
            else
            {
                result.Append(rest[0] switch { '*' => "[^/]*", '?' => "[^/]", var plain => Regex.Escape(plain.ToString()) });
            }
        }
    }

    // `!(a|b)c` forbids that what stands for the group, together with what follows it, reads as a choice of the group.
    private static void Extended(char kind, ReadOnlySpan<char> body, ReadOnlySpan<char> following, StringBuilder result)
    {
        var choices = new StringBuilder();
        var (depth, start) = (0, 0);
        for (var i = 0; i < body.Length; i++)
        {
            depth += body[i] switch { '(' => 1, ')' => -1, _ => 0 };
            if (body[i] != '|' || depth != 0)
                continue;
            Translate(body[start..i], choices);
            choices.Append('|');
            start = i + 1;
        }

        Translate(body[start..], choices);

        if (kind != '!')
        {
            result.Append($"({choices}){(kind == '@' ? "" : kind)}");
            return;
        }

        var after = new StringBuilder();
        Translate(following, after);
        result.Append($"(?!({choices}){after}(/|\\z))[^/]*");
    }

    private static int Group(ReadOnlySpan<char> text)
    {
        var depth = 0;
        for (var i = 1; i < text.Length; i++)
        {
            if (text[i] == '(')
                depth++;
            else if (text[i] == ')' && --depth == 0)
                return i;
        }

        return 0;
    }

    private static (string Regex, int Length)? Class(ReadOnlySpan<char> text)
    {
        var isNegated = text.Length > 1 && text[1] is '!' or '^';
        var start = isNegated ? 2 : 1;
        // A bracket directly after the opening one is a member, not the end.
        var close = text.Length > start + 1 ? text[(start + 1)..].IndexOf(']') : -1;
        if (close < 0)
            return null;
        var members = text.Slice(start, close + 1).ToString().Replace(@"\", @"\\").Replace("[", @"\[").Replace("]", @"\]");
        return ($"[{(isNegated ? "^/" : "")}{members}]", start + close + 2);
    }
}
