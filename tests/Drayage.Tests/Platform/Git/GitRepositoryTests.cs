using Drayage.Model;
using Drayage.Platform.Git;
using Drayage.Platform.Processes;
using Drayage.Platform.Secrets;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Platform.Git;

public sealed class GitRepositoryTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Opens_from_a_directory_below_the_root()
    {
        using var fixture = await GitFixture.StartAsync();
        var below = fixture.Directory.MakeDirectory("a/b");
        var opened = Assert.IsType<GitOpening.Opened>(await GitRepository.OpenAsync(TestProcesses.Runner, below, Cancellation));
        Assert.Equal(fixture.Directory.Path, opened.Repository.Root);
        Assert.False(opened.Repository.IsShallow);
    }

    [Fact]
    public async Task A_directory_outside_any_repository_is_told()
    {
        using var directory = new TemporaryDirectory();
        var opening = await GitRepository.OpenAsync(TestProcesses.Runner, directory.Path, Cancellation);
        Assert.StartsWith("fatal: not a git repository", Assert.IsType<GitOpening.NoRepository>(opening).Detail);
    }

    [Fact]
    public async Task A_missing_directory_and_a_missing_git_are_told()
    {
        var gone = await Assert.ThrowsAsync<ReleaseException>(
            () => GitRepository.OpenAsync(TestProcesses.Runner, "/no/such/directory", Cancellation));
        Assert.Equal("/no/such/directory cannot be read", gone.Message);

        var bare = new ProcessRunner(ProcessEnvironment.FromVariables([], "/"), TimeProvider.System, new Redactor());
        var missing = await Assert.ThrowsAsync<ReleaseException>(() => GitRepository.OpenAsync(bare, "/", Cancellation));
        Assert.Contains("install git", missing.Hint);
    }

    [Fact]
    public async Task A_repository_of_another_owner_is_explained()
    {
        using var fixture = await GitFixture.StartAsync();
        // Git's own test hook makes it believe that somebody else owns the repository.
        var runner = new ProcessRunner(
            TestProcesses.Environment.With([new("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")]), TimeProvider.System, new Redactor());
        var refused = await Assert.ThrowsAsync<ReleaseException>(
            () => GitRepository.OpenAsync(runner, fixture.Directory.Path, Cancellation));
        Assert.Contains("safe.directory", refused.Because);
        Assert.Equal($"trust it with: git config --global --add safe.directory {fixture.Directory.Path}", refused.Hint);
    }

    [Fact]
    public async Task Head_is_the_full_commit_with_its_time()
    {
        using var fixture = await GitFixture.StartAsync();
        var repository = await fixture.OpenAsync();
        Assert.Null(await repository.HeadAsync(Cancellation));

        fixture.Directory.Write("file", "content");
        var id = await fixture.CommitAsync("Subject line\n\nBody one\nBody two\n\nRefs: #1\n");

        var head = await repository.HeadAsync(Cancellation);
        Assert.NotNull(head);
        Assert.Equal(id, head.Id.Hex);
        Assert.Equal(GitFixture.FirstCommitTime, head.CommitTime.ToUnixTimeSeconds());
        Assert.Equal("Subject line", head.Subject);
        Assert.Equal("Body one\nBody two\n\nRefs: #1", head.Body);
        Assert.Equal("Ann Author", head.AuthorName);
        Assert.Equal("ann@example.org", head.AuthorEmail);
        Assert.Empty(head.Parents);
    }

    [Fact]
    public async Task A_hook_of_another_repository_does_not_mislead()
    {
        using var asked = await GitFixture.StartAsync();
        using var hooked = await GitFixture.StartAsync();
        var id = await asked.CommitAsync("one");
        var runner = new ProcessRunner(
            TestProcesses.Environment.With([new("GIT_DIR", hooked.Directory[".git"])]), TimeProvider.System, new Redactor());
        var opened = Assert.IsType<GitOpening.Opened>(
            await GitRepository.OpenAsync(runner, asked.Directory.Path, Cancellation));
        Assert.Equal(id, (await opened.Repository.HeadAsync(Cancellation))?.Id.Hex);
    }

    [Fact]
    public async Task Status_lists_every_kind_of_change()
    {
        using var fixture = await GitFixture.StartAsync();
        foreach (var name in new[] { "changed file", "staged", "removed", "same", "moved" })
            fixture.Directory.Write(name, name);
        fixture.Directory.Write(".gitignore", "ignored\n");
        var id = await fixture.CommitAsync("one");
        var repository = await fixture.OpenAsync();
        var clean = await repository.StatusAsync(Cancellation);
        Assert.False(clean.IsDirty);
        Assert.Equal(id, clean.Head?.Hex);
        Assert.Equal("main", clean.Branch);

        fixture.Directory.Write("changed file", "other");
        fixture.Directory.Write("staged", "other");
        await fixture.RunAsync("add", "staged");
        File.Delete(fixture.Directory["removed"]);
        await fixture.RunAsync("mv", "moved", "moved ü");
        fixture.Directory.Write("new/ü\t\n", "");
        fixture.Directory.Write("ignored", "");
        await fixture.RunAsync("checkout", "--quiet", "--detach");

        var status = await repository.StatusAsync(Cancellation);
        Assert.Null(status.Branch);
        Assert.Equal(
        [
            new GitChange("changed file", GitChangeKind.Modified),
            new GitChange("moved", GitChangeKind.Deleted),
            new GitChange("moved ü", GitChangeKind.Added),
            new GitChange("new/ü\t\n", GitChangeKind.Untracked),
            new GitChange("removed", GitChangeKind.Deleted),
            new GitChange("staged", GitChangeKind.Modified),
        ], status.Changes);
    }

    [Fact]
    public async Task Status_of_a_repository_without_commits_and_of_a_conflict()
    {
        using var fixture = await GitFixture.StartAsync();
        var repository = await fixture.OpenAsync();
        Assert.Null((await repository.StatusAsync(Cancellation)).Head);

        fixture.Directory.Write("file", "base\n");
        await fixture.CommitAsync("base");
        await fixture.RunAsync("checkout", "--quiet", "-b", "other");
        fixture.Directory.Write("file", "theirs\n");
        await fixture.CommitAsync("theirs");
        await fixture.RunAsync("checkout", "--quiet", "main");
        fixture.Directory.Write("file", "ours\n");
        await fixture.CommitAsync("ours");
        await Peer.Require("git").In(fixture.Directory.Path).RunAsync("merge", "other");

        Assert.Equal([new GitChange("file", GitChangeKind.Conflicted)], (await repository.StatusAsync(Cancellation)).Changes);
        Assert.Equal(["file"], await repository.FilesAsync(Cancellation));
        var file = Assert.Single((await repository.SnapshotAsync(Cancellation)).Files);
        Assert.True(file.IsDirty);
        Assert.Equal(await fixture.RunAsync("hash-object", "file"), file.Blob.Hex);
    }

    [Fact]
    public async Task Log_lists_what_lies_between_two_revisions()
    {
        using var fixture = await GitFixture.StartAsync();
        fixture.Directory.Write("core/a", "1");
        await fixture.CommitAsync("one");
        await fixture.RunAsync("tag", "v1");
        fixture.Directory.Write("core/a", "2");
        var two = await fixture.CommitAsync("feat: two\n\nBREAKING CHANGE: yes\n");
        fixture.Directory.Write("cli/b", "3");
        var three = await fixture.CommitAsync("three €");
        var repository = await fixture.OpenAsync();

        var between = await repository.LogAsync("v1", "HEAD", [], Cancellation);
        Assert.Equal([three, two], between.Select(commit => commit.Id.Hex));
        Assert.Equal(["three €", "feat: two"], between.Select(commit => commit.Subject));
        Assert.Equal("BREAKING CHANGE: yes", between[1].Body);
        Assert.Equal(two, Assert.Single(between[0].Parents).Hex);
        Assert.Equal(3, (await repository.LogAsync(null, "HEAD", [], Cancellation)).Length);
        Assert.Equal(two, Assert.Single(await repository.LogAsync("v1", "main", ["core"], Cancellation)).Id.Hex);
        Assert.Empty(await repository.LogAsync("HEAD", "HEAD", [], Cancellation));
        await Assert.ThrowsAsync<ReleaseException>(() => repository.LogAsync("v0", "HEAD", [], Cancellation));
    }

    [Fact]
    public async Task Remotes_are_read_without_credentials()
    {
        using var fixture = await GitFixture.StartAsync();
        await fixture.RunAsync("config", "url.https://forge.example/.insteadOf", "forge:");
        await fixture.RunAsync("remote", "add", "origin", "https://me:token@github.com/Owner/Name.git");
        await fixture.RunAsync("remote", "add", "mirror", "forge:group/sub/name");
        await fixture.RunAsync("remote", "add", "disk", "/some/where");

        var remotes = await (await fixture.OpenAsync()).RemotesAsync(Cancellation);

        Assert.Equal(["disk", "mirror", "origin"], remotes.Select(remote => remote.Name));
        Assert.Null(remotes[0].Address);
        Assert.Equal(("forge.example", "group/sub", "name"), Parts(remotes[1].Address));
        Assert.Equal("https://github.com/Owner/Name.git", remotes[2].Url);
        Assert.Equal(("github.com", "Owner", "Name"), Parts(remotes[2].Address));
    }

    [Fact]
    public async Task A_shallow_clone_says_so()
    {
        using var fixture = await GitFixture.StartAsync();
        await fixture.CommitAsync("one");
        await fixture.CommitAsync("two");
        using var clone = new TemporaryDirectory();
        await fixture.RunAsync("clone", "--quiet", "--depth=1", "file://" + fixture.Directory.Path, clone["clone"]);
        var opened = Assert.IsType<GitOpening.Opened>(
            await GitRepository.OpenAsync(TestProcesses.Runner, clone["clone"], Cancellation));
        Assert.True(opened.Repository.IsShallow);
    }

    private static (string?, string?, string?) Parts(RemoteAddress? address) => (address?.Host, address?.Owner, address?.Name);
}
