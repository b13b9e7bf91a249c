using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Drayage.Ecosystems.Containers.Detection;

/// <summary>Puts ARG defaults into a FROM: <c>$NAME</c>, <c>${NAME}</c>, <c>${NAME:-default}</c>, <c>${NAME:+other}</c>. A name without default stays as it is written.</summary>
internal static partial class ArgumentExpansion
{
    public static string Expand(string text, ImmutableDictionary<string, string> arguments) => Reference().Replace(text, match =>
    {
        var value = arguments.GetValueOrDefault(match.Groups["name"].Value, "");
        return match.Groups["operator"].Value switch
        {
            ":-" or "-" => value.Length > 0 ? value : match.Groups["word"].Value,
            ":+" or "+" => value.Length > 0 ? match.Groups["word"].Value : "",
            _ => value.Length > 0 ? value : match.Value,
        };
    });

    [GeneratedRegex(@"\$(\{(?<name>\w+)((?<operator>:?[-+])(?<word>[^}]*))?\}|(?<name>\w+))", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Reference();
}
