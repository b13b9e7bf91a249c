using System.Text.RegularExpressions;

namespace Drayage.Ecosystems.Python.Detection;

/// <summary>The head of a dependency specifier (PEP 508): name and version specifier; extras and markers are passed over.</summary>
/// <param name="Specifier">As spelt, such as <c>&gt;=1.2,&lt;2</c>; null where every version will do.</param>
internal sealed partial record PythonRequirement(string Name, string? Specifier)
{
    public static PythonRequirement? Parse(string text)
    {
        var match = Pattern().Match(text);
        if (!match.Success)
            return null;
        var specifier = match.Groups["specifier"].Value.Trim().Trim('(', ')').Trim();
        return new PythonRequirement(match.Groups["name"].Value, specifier.Length == 0 ? null : specifier);
    }

    [GeneratedRegex(@"^\s*(?<name>[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)\s*(?:\[[^\]]*\])?\s*(?<specifier>[^;@]*)", RegexOptions.ExplicitCapture)]
    private static partial Regex Pattern();
}
