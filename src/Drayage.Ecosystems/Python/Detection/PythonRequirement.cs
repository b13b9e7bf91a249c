using System.Text.RegularExpressions;

namespace Drayage.Ecosystems.Python.Detection;

/// <summary>The head of a dependency specifier (PEP 508): name, extras and version specifier; markers are passed over.</summary>
/// <param name="Specifier">As spelt, such as <c>&gt;=1.2,&lt;2</c>; null where every version will do.</param>
internal sealed partial record PythonRequirement(string Name, string? Specifier)
{
    /// <summary>What stands between the brackets behind the name; empty for none.</summary>
    public string Extras { get; private init; } = "";

    /// <summary>True where an address is given in place of versions.</summary>
    public bool IsDirect { get; private init; }

    public static PythonRequirement? Parse(string text)
    {
        var match = Pattern().Match(text);
        if (!match.Success)
            return null;
        var specifier = match.Groups["specifier"].Value.Trim().Trim('(', ')').Trim();
        return new PythonRequirement(match.Groups["name"].Value, specifier.Length == 0 ? null : specifier)
        {
            Extras = match.Groups["extras"].Value,
            IsDirect = text.AsSpan(match.Length).StartsWith("@"),
        };
    }

    [GeneratedRegex(@"^\s*(?<name>[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)\s*(\[(?<extras>[^\]]*)\])?\s*(?<specifier>[^;@]*)", RegexOptions.ExplicitCapture)]
    private static partial Regex Pattern();
}
