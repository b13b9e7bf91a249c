using System.Text.RegularExpressions;

namespace Drayage.Registries.Python;

/// <summary>A project name: valid by the core metadata specification, and normalised as in the simple index.</summary>
internal static partial class ProjectName
{
    public static bool IsValid(string name) => Grammar().IsMatch(name);

    public static string Normalize(string name) => Separators().Replace(name, "-").ToLowerInvariant();

    [GeneratedRegex(@"\A([A-Z0-9]|[A-Z0-9][A-Z0-9._-]*[A-Z0-9])\z", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Grammar();

    [GeneratedRegex("[-_.]+", RegexOptions.NonBacktracking)]
    private static partial Regex Separators();
}
