using System.Text.RegularExpressions;

namespace Drayage.Registries.GitHub.Rules;

/// <summary>Asset names as GitHub keeps them: everything but letters, digits and <c>. - _ + @</c> becomes a dot, dots do not repeat and do not stand at the ends.</summary>
internal static partial class AssetNames
{
    public static string Rename(string name)
    {
        var kept = Unusual().Replace(name, ".").Trim('.');
        // A name that was all extension, or nothing usual, gets a stem.
        return kept == name || kept.Contains('.', StringComparison.Ordinal) ? kept : $"default.{kept}".TrimEnd('.');
    }

    [GeneratedRegex(@"[^A-Za-z0-9_+@-]+", RegexOptions.NonBacktracking)]
    private static partial Regex Unusual();
}
