using System.Text.RegularExpressions;

namespace Drayage.Ecosystems.Python.Distributions;

/// <summary>Names of distributions: compared in the normalised form (PEP 503), shown as spelt.</summary>
public static partial class PythonName
{
    /// <summary>Lower case, with each run of <c>-</c>, <c>_</c> and <c>.</c> as one hyphen.</summary>
    public static string Normalise(string name) => Separators().Replace(name, "-").ToLowerInvariant();

    /// <summary>The likeliest name of the import package: the normalised name with underscores.</summary>
    public static string ImportName(string name) => Normalise(name).Replace('-', '_');

    [GeneratedRegex("[-_.]+")]
    private static partial Regex Separators();
}
