using System.Text.RegularExpressions;

namespace Drayage.Ecosystems.GitHub;

/// <summary>A repository's name on GitHub: <c>owner/name</c>.</summary>
public sealed partial record RepositorySlug
{
    private RepositorySlug(string text) => Text = text;

    public string Text { get; }

    /// <exception cref="FormatException">The text is no <c>owner/name</c>.</exception>
    public static RepositorySlug Parse(string text) => Grammar().IsMatch(text) && !text.EndsWith(".git", StringComparison.OrdinalIgnoreCase)
        ? new RepositorySlug(text)
        : throw new FormatException($"'{text}' is no repository; write owner/name, without host and without .git");

    public override string ToString() => Text;

    [GeneratedRegex(@"\A[A-Za-z0-9](?:[A-Za-z0-9_-]*)/(?!\.{1,2}\z)[A-Za-z0-9._-]+\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Grammar();
}
