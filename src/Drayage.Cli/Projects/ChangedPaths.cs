using System.Collections.Immutable;
using Drayage.Platform.Git;

namespace Drayage.Cli.Projects;

/// <summary>Which paths changed between an earlier commit and the released one; each pair is asked once.</summary>
internal sealed class ChangedPaths(GitRepository git, string commit)
{
    private readonly Dictionary<string, ImmutableArray<string>> known = new(StringComparer.Ordinal);

    // The planner is synchronous, since all else that it reads is; one short git call stands behind this.
    public ImmutableArray<string> Since(string earlier)
    {
        if (!known.TryGetValue(earlier, out var paths))
            known[earlier] = paths = git.ChangedPathsAsync(earlier, commit, CancellationToken.None).GetAwaiter().GetResult();
        return paths;
    }
}
