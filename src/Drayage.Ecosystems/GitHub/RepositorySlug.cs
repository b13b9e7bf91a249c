using System.Text.RegularExpressions;
using Drayage.Model;
using Drayage.Pipeline.Configuration;

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

    /// <summary>The project's own repository.</summary>
    /// <param name="destination">The destination that leaves it to the project, for messages.</param>
    /// <exception cref="ReleaseException">The project has none on GitHub.</exception>
    internal static RepositorySlug OfProject(ProjectSettings project, DestinationSettings destination)
    {
        try
        {
            return Parse(project.Repository ?? "");
        }
        catch (FormatException)
        {
            throw new ReleaseException(
                ExitCode.Usage,
                $"destination {destination.Id} has no repository",
                $"{destination.At}: neither it nor the project names one{(project.Repository is { } text ? $" ('{text}' is no owner/name)" : ", and the remote origin is not on GitHub")}",
                "write repository: owner/name at the top of drayage.yaml, or in the destination");
        }
    }

    public override string ToString() => Text;

    [GeneratedRegex(@"\A[A-Za-z0-9](?:[A-Za-z0-9_-]*)/(?!\.{1,2}\z)[A-Za-z0-9._-]+\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Grammar();
}
