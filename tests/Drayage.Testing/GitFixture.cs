using Drayage.Platform.Git;
using Xunit;

namespace Drayage.Testing;

/// <summary>A fresh git repository with a known identity and clock, free of the user's own configuration.</summary>
public sealed class GitFixture : IDisposable
{
    /// <summary>Unix seconds of the first commit; each further one is a minute later.</summary>
    public const long FirstCommitTime = 1_700_000_000;

    private readonly Peer git = Peer.Require("git");
    private long commitTime = FirstCommitTime;

    // What a test writes beside the repository, such as a key, is its own and goes with it.
    private readonly TemporaryDirectory surroundings = new();

    private GitFixture()
    {
        Directory = surroundings.Inside("repository");
        git.In(Directory.Path)
            .With("GIT_CONFIG_GLOBAL", "/dev/null")
            .With("GIT_CONFIG_NOSYSTEM", "1")
            .With("GIT_AUTHOR_NAME", "Ann Author")
            .With("GIT_AUTHOR_EMAIL", "ann@example.org")
            .With("GIT_COMMITTER_NAME", "Cem Committer")
            .With("GIT_COMMITTER_EMAIL", "cem@example.org");
    }

    public TemporaryDirectory Directory { get; }

    /// <summary>An empty repository on branch <c>main</c>, without commits.</summary>
    public static async Task<GitFixture> StartAsync(params string[] initArguments)
    {
        var fixture = new GitFixture();
        await fixture.RunAsync(["init", "--quiet", "--initial-branch=main", .. initArguments]);
        // For git commands of the code under test, which do not see the environment above.
        await fixture.RunAsync("config", "user.name", "Cem Committer");
        await fixture.RunAsync("config", "user.email", "cem@example.org");
        return fixture;
    }

    /// <summary>Runs git, which must succeed, and returns what it wrote without the last line end.</summary>
    public async Task<string> RunAsync(params string[] arguments) =>
        (await git.RunAsync(arguments)).Succeeded().Output.TrimEnd('\n');

    /// <summary>Commits everything in the directory and returns the commit's full name.</summary>
    public async Task<string> CommitAsync(string message)
    {
        git.With("GIT_AUTHOR_DATE", $"{commitTime} +0000").With("GIT_COMMITTER_DATE", $"{commitTime} +0000");
        commitTime += 60;
        await RunAsync("add", "--all");
        await RunAsync("commit", "--quiet", "--allow-empty", "-m", message);
        return await RunAsync("rev-parse", "HEAD");
    }

    /// <summary>Opens the repository with the code under test.</summary>
    public async Task<GitRepository> OpenAsync() => Assert.IsType<GitOpening.Opened>(
        await GitRepository.OpenAsync(TestProcesses.Runner, Directory.Path, TestContext.Current.CancellationToken)).Repository;

    public void Dispose() => surroundings.Dispose();
}
