using System.Globalization;
using System.Text.RegularExpressions;

namespace Drayage.Ecosystems.DotNet.Detection.Evaluation;

/// <summary>The methods and properties of .NET values that project files call. What is not modelled is unknown, never guessed.</summary>
internal static class InstanceMembers
{
    public static object? Call(object? target, string name, object?[] arguments)
    {
        try
        {
            return target switch
            {
                string text => OnString(text, name, arguments),
                Version version => OnVersion(version, name, arguments),
                string[] parts when name == "Length" => parts.Length,
                Match match when name is "Value" or "Success" => name == "Value" ? match.Value : match.Success,
                Match match when name == "Groups" => match.Groups.Values.Select(group => group.Value).ToArray(),
                _ when name == "ToString" && arguments.Length == 0 => target,
                _ => Unknown.Value,
            };
        }
        catch (Exception error) when (error is ArgumentException or FormatException or OverflowException or InvalidCastException)
        {
            return Unknown.Value;
        }
    }

    public static object? Element(object? target, int index) => target switch
    {
        string[] parts when index < parts.Length => parts[index],
        string text when index < text.Length => text[index].ToString(),
        _ => Unknown.Value,
    };

    private static object? OnString(string text, string name, object?[] arguments) => (name, arguments) switch
    {
        ("Length", []) => text.Length,
        ("ToString", []) => text,
        ("ToLower" or "ToLowerInvariant", []) => text.ToLowerInvariant(),
        ("ToUpper" or "ToUpperInvariant", []) => text.ToUpperInvariant(),
        ("Trim", []) => text.Trim(),
        ("TrimStart", []) => text.TrimStart(),
        ("TrimEnd", []) => text.TrimEnd(),
        ("Trim", [string set]) => text.Trim(set.ToCharArray()),
        ("TrimStart", [string set]) => text.TrimStart(set.ToCharArray()),
        ("TrimEnd", [string set]) => text.TrimEnd(set.ToCharArray()),
        ("Contains", [string part]) => text.Contains(part, StringComparison.Ordinal),
        ("Contains", [string part, string how]) => text.Contains(part, Comparison(how)),
        ("StartsWith", [string part]) => text.StartsWith(part, StringComparison.Ordinal),
        ("StartsWith", [string part, string how]) => text.StartsWith(part, Comparison(how)),
        ("EndsWith", [string part]) => text.EndsWith(part, StringComparison.Ordinal),
        ("EndsWith", [string part, string how]) => text.EndsWith(part, Comparison(how)),
        ("Equals", [string other]) => text == other,
        ("Equals", [string other, string how]) => text.Equals(other, Comparison(how)),
        ("Replace", [string old, string by]) => text.Replace(old, by, StringComparison.Ordinal),
        ("Replace", [string old, null]) => text.Replace(old, null, StringComparison.Ordinal),
        ("Substring", [var start]) => text[Number(start)..],
        ("Substring", [var start, var length]) => text.Substring(Number(start), Number(length)),
        ("Remove", [var start]) => text.Remove(Number(start)),
        ("Remove", [var start, var length]) => text.Remove(Number(start), Number(length)),
        ("Insert", [var start, string part]) => text.Insert(Number(start), part),
        ("IndexOf", [string part]) => text.IndexOf(part, StringComparison.Ordinal),
        ("LastIndexOf", [string part]) => text.LastIndexOf(part, StringComparison.Ordinal),
        ("PadLeft", [var width, string { Length: 1 } fill]) => text.PadLeft(Number(width), fill[0]),
        ("PadRight", [var width, string { Length: 1 } fill]) => text.PadRight(Number(width), fill[0]),
        ("Split", [string separators]) => text.Split(separators.ToCharArray()),
        ("get_Chars", [var index]) => text[Number(index)].ToString(),
        _ => Unknown.Value,
    };

    private static object? OnVersion(Version version, string name, object?[] arguments) => (name, arguments) switch
    {
        ("Major", []) => version.Major,
        ("Minor", []) => version.Minor,
        ("Build", []) => version.Build,
        ("Revision", []) => version.Revision,
        ("ToString", []) => version.ToString(),
        ("ToString", [var parts]) => version.ToString(Number(parts)),
        _ => Unknown.Value,
    };

    internal static int Number(object? value) => value switch
    {
        int number => number,
        string text => int.Parse(text, CultureInfo.InvariantCulture),
        _ => throw new FormatException(),
    };

    private static StringComparison Comparison(string name) =>
        Enum.Parse<StringComparison>(name[(name.LastIndexOf('.') + 1)..]);
}
