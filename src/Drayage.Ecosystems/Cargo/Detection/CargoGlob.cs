using System.Text;
using System.Text.RegularExpressions;

namespace Drayage.Ecosystems.Cargo.Detection;

/// <summary>A member pattern as cargo's glob crate reads it: <c>*</c>, <c>?</c>, <c>[a-z]</c>, <c>[!a]</c>, and <c>**</c> for any depth; dots are not special.</summary>
internal sealed class CargoGlob
{
    private readonly Regex regex;

    private CargoGlob(Regex regex) => this.regex = regex;

    public static bool IsPattern(string text) => text.AsSpan().ContainsAny('*', '?', '[');

    public static CargoGlob Parse(string text)
    {
        var pattern = new StringBuilder("^");
        var segments = text.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(segment => segment != ".").ToList();
        for (var i = 0; i < segments.Count; i++)
        {
            var isLast = i == segments.Count - 1;
            if (segments[i] == "**")
                pattern.Append(isLast ? ".+" : "(?:[^/]+/)*");
            else
                pattern.Append(Segment(segments[i])).Append(isLast ? "" : "/");
        }

        return new CargoGlob(new Regex(pattern.Append('$').ToString(), RegexOptions.NonBacktracking | RegexOptions.CultureInvariant));
    }

    public bool Matches(string path) => regex.IsMatch(path);

    private static string Segment(string segment)
    {
        var result = new StringBuilder();
        for (var i = 0; i < segment.Length; i++)
        {
            // A bracket directly behind the opening one stands for itself.
            var close = segment[i] == '[' && i + 2 < segment.Length ? segment.IndexOf(']', i + (segment[i + 1] == '!' ? 3 : 2)) : -1;
            if (close > 0)
            {
                var body = segment[(i + 1)..close];
                var negated = body.StartsWith('!');
                result.Append(negated ? "[^" : "[").Append(Class(negated ? body[1..] : body)).Append(']');
                i = close;
            }
            else
            {
                result.Append(segment[i] switch { '*' => "[^/]*", '?' => "[^/]", var c => Regex.Escape(c.ToString()) });
            }
        }

        return result.ToString();
    }

    private static string Class(string body) => body.Replace(@"\", @"\\").Replace("]", @"\]").Replace("^", @"\^").Replace("[", @"\[");
}
