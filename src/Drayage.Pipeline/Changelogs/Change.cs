using System.Collections.Immutable;
using Drayage.Model.Changes;
using Drayage.Platform.Git;

namespace Drayage.Pipeline.Changelogs;

/// <summary>What one commit changed, as a change log tells it.</summary>
/// <param name="Commit">The commit.</param>
/// <param name="Message">Its message, read by Conventional Commits.</param>
public sealed record Change(GitCommit Commit, ConventionalCommit Message)
{
    private const string CoAuthor = "Co-authored-by";

    /// <summary>The description without references at its end.</summary>
    public string Description => CommitReference.Strip(Message.Description);

    /// <summary>From the subject, the body and the footers.</summary>
    public ImmutableArray<CommitReference> References => CommitReference.In($"{Commit.Subject}\n{Commit.Body}");

    /// <summary>The author and those that the message names beside.</summary>
    public ImmutableArray<string> Authors =>
    [
        .. Message.Footers.Where(footer => footer.Is(CoAuthor)).Select(footer => footer.Value.Split('<')[0].Trim()).Where(name => name.Length > 0)
            .Prepend(Commit.AuthorName).Distinct(StringComparer.Ordinal),
    ];

    /// <summary>Ids of commits that it reverts, as <c>git revert</c> writes them.</summary>
    public IEnumerable<string> Reverted =>
        from line in Commit.Body.Contains(RevertLine, StringComparison.Ordinal) ? Commit.Body.Split('\n') : []
        where line.StartsWith(RevertLine, StringComparison.Ordinal)
        select line[RevertLine.Length..].TrimEnd('.', ' ', '\r');

    private const string RevertLine = "This reverts commit ";

    public static Change Of(GitCommit commit) => new(commit, ConventionalCommit.Parse(commit.Subject, commit.Body));
}
