using System.Text.RegularExpressions;

namespace Drayage.Ecosystems.Python.Publishing;

/// <summary>Names of projects on an index.</summary>
internal static partial class ProjectName
{
    /// <summary>The form in which names are compared and stand in addresses (packaging.python.org, "Names and normalization").</summary>
    public static string Normalize(string name) => Separators().Replace(name, "-").ToLowerInvariant();

    [GeneratedRegex("[-_.]+")]
    private static partial Regex Separators();
}
