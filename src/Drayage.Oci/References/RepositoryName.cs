using System.Diagnostics.CodeAnalysis;

namespace Drayage.Oci.References;

/// <summary>
/// A repository within a registry, such as <c>acme/tools/server</c>: lower-case segments joined by slashes
/// (distribution specification 1.1, "Pulling manifests", <c>&lt;name&gt;</c>).
/// </summary>
public sealed record RepositoryName
{
    private RepositoryName(string value) => Value = value;

    public string Value { get; }

    /// <exception cref="FormatException">The text is not a repository name; the message names the offending part.</exception>
    public static RepositoryName Parse(string text) =>
        TryParse(text, out var name, out var problem) ? name : throw new FormatException(problem);

    /// <param name="text">The name to read.</param>
    /// <param name="name">The name, when the result is true.</param>
    /// <param name="problem">What is wrong with which part, when the result is false.</param>
    public static bool TryParse(
        string? text, [NotNullWhen(true)] out RepositoryName? name, [NotNullWhen(false)] out string? problem)
    {
        name = null;
        problem = string.IsNullOrEmpty(text) ? "the repository name is empty" : ProblemOf(text);
        if (problem is not null)
            return false;
        name = new RepositoryName(text!);
        return true;
    }

    public override string ToString() => Value;

    private static string? ProblemOf(string text)
    {
        if (text.Length > ReferenceGrammar.MaxNameLength)
            return $"repository name '{text[..32]}...' has {text.Length} characters, {ReferenceGrammar.MaxNameLength} are allowed";
        foreach (var segment in text.Split('/'))
        {
            if (segment.Length == 0)
                return $"repository name '{text}' has an empty segment";
            if (segment.AsSpan().ContainsAnyInRange('A', 'Z'))
                return $"repository name '{text}': '{segment}' has upper-case letters, only lower case is allowed";
            if (!ReferenceGrammar.PathSegment.IsMatch(segment))
                return $"repository name '{text}': '{segment}' is not a valid segment (a-z and 0-9, separated by '.', '_', '__' or hyphens)";
        }
        return null;
    }
}
