using System.Text.RegularExpressions;

namespace Drayage.Ecosystems.Python.Detection.Versions;

/// <summary>Reads string constants out of Python source by their look; nothing is run.</summary>
internal static partial class PythonAssignment
{
    /// <summary>What hatchling and scikit-build-core look for by default: <c>__version__ = "1.2"</c> or <c>VERSION</c>.</summary>
    public static PythonText? FindVersion(string text, string path) => Place(DefaultVersion().Match(text), text, path);

    /// <summary>The string that a module assigns to a name at its top level.</summary>
    public static PythonText? Find(string text, string path, string name) =>
        Place(new Regex($"^{Regex.Escape(name)}[ \\t]*(?::[^=\\n]+)?=[ \\t]*(?<quote>['\"])(?<version>[^'\"\\n]*)\\k<quote>", RegexOptions.Multiline | RegexOptions.ExplicitCapture, Limit).Match(text), text, path);

    /// <summary>The group <c>version</c> or <c>value</c> of a pattern in Python's spelling; null too where .NET cannot read the pattern.</summary>
    public static PythonText? FindByPattern(string text, string path, string pattern)
    {
        try
        {
            var translated = pattern.Replace("(?P<", "(?<", StringComparison.Ordinal);
            return Place(Regex.Match(text, NamedReference().Replace(translated, @"\k<$1>"), RegexOptions.Multiline, Limit), text, path);
        }
        catch (Exception e) when (e is ArgumentException or RegexMatchTimeoutException)
        {
            return null;
        }
    }

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    private static PythonText? Place(Match match, string text, string path)
    {
        var group = match.Groups["version"].Success ? match.Groups["version"] : match.Groups["value"];
        return match.Success && group.Success ? PythonText.Of(text, path, group.Index, group.Length) : null;
    }

    [GeneratedRegex("""^(?:__version__|VERSION)(?: ?: ?str)? *= *(?<quote>['"])v?(?<version>.+?)\k<quote>""", RegexOptions.Multiline | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex DefaultVersion();

    [GeneratedRegex(@"\(\?P=(\w+)\)")]
    private static partial Regex NamedReference();
}
