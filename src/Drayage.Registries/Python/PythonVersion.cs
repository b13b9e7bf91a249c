using System.Text;
using System.Text.RegularExpressions;

namespace Drayage.Registries.Python;

/// <summary>Python versions (version specifiers specification, appendix "Parsing version strings with regular expressions"), to tell equal ones.</summary>
internal static partial class PythonVersion
{
    /// <summary>The canonical text, without trailing zero parts, so that equal versions have equal texts; null when it is no version.</summary>
    public static string? Canonical(string version)
    {
        var match = Grammar().Match(version.Trim().ToLowerInvariant());
        if (!match.Success)
            return null;
        var text = new StringBuilder();
        if (match.Groups["epoch"] is { Success: true, Value: var epoch } && Number(epoch) != "0")
            text.Append(Number(epoch)).Append('!');
        text.AppendJoin('.', Release(match.Groups["release"].Value));
        if (match.Groups["pre"].Success)
            text.Append(Phase(match.Groups["prephase"].Value)).Append(Number(match.Groups["pren"].Value));
        if (match.Groups["post"].Success)
            text.Append(".post").Append(Number(match.Groups["postbare"].Value + match.Groups["postn"].Value));
        if (match.Groups["dev"].Success)
            text.Append(".dev").Append(Number(match.Groups["devn"].Value));
        if (match.Groups["local"] is { Success: true, Value: var local })
            text.Append('+').AppendJoin('.', local.Split('.', '-', '_').Select(part => part.All(char.IsAsciiDigit) ? Number(part) : part));
        return text.ToString();
    }

    private static List<string> Release(string release)
    {
        var parts = release.Split('.').Select(Number).ToList();
        while (parts.Count > 1 && parts[^1] == "0")
            parts.RemoveAt(parts.Count - 1);
        return parts;
    }

    private static string Number(string digits) => digits.TrimStart('0') is { Length: > 0 } number ? number : "0";

    private static string Phase(string phase) => phase switch
    {
        "alpha" => "a",
        "beta" => "b",
        "c" or "pre" or "preview" => "rc",
        _ => phase,
    };

    [GeneratedRegex("""
        \Av?((?<epoch>[0-9]+)!)?(?<release>[0-9]+(\.[0-9]+)*)
        (?<pre>[-_.]?(?<prephase>alpha|a|beta|b|preview|pre|c|rc)[-_.]?(?<pren>[0-9]*))?
        (?<post>-(?<postbare>[0-9]+)|[-_.]?(post|rev|r)[-_.]?(?<postn>[0-9]*))?
        (?<dev>[-_.]?dev[-_.]?(?<devn>[0-9]*))?
        (\+(?<local>[a-z0-9]+([-_.][a-z0-9]+)*))?\z
        """, RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex Grammar();
}
