using Drayage.Platform.Git;

namespace Drayage.Cli.Projects;

/// <summary>How many commits lie between an earlier commit and the released one.</summary>
internal sealed class CommitCount(GitRepository git, string commit)
{
    /// <returns>Null in a clone whose history is cut off: the number would be another one elsewhere.</returns>
    public int? Since(string? earlier) =>
        git.IsShallow ? null : git.CountCommitsAsync(earlier, commit, CancellationToken.None).GetAwaiter().GetResult();
}
