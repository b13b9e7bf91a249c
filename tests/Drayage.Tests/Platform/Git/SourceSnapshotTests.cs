using Drayage.Model;
using Drayage.Platform.Git;
using Drayage.Platform.Processes;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Platform.Git;

public sealed class SourceSnapshotTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("sha1")]
    [InlineData("sha256")]
    public async Task Every_file_has_the_name_that_git_gives_its_content(string format)
    {
        using var fixture = await GitFixture.StartAsync("--object-format=" + format);
        fixture.Directory.Write(".gitignore", "out/\n");
        fixture.Directory.Write("a/clean ü", "clean");
        fixture.Directory.Write("a/changed", "before");
        fixture.Directory.Write("gone", "gone");
        fixture.Directory.WriteScript("tool", "true");
        File.CreateSymbolicLink(fixture.Directory["link"], "a/clean ü");
        await fixture.CommitAsync("one");
        fixture.Directory.Write("a/changed", "after");
        fixture.Directory.Write("new\nfile", "new");
        fixture.Directory.Write("out/object", "ignored");
        File.Delete(fixture.Directory["gone"]);
        File.CreateSymbolicLink(fixture.Directory["link2"], "nowhere");

        var repository = await fixture.OpenAsync();
        var snapshot = await repository.SnapshotAsync(Cancellation);

        Assert.Equal([".gitignore", "a/changed", "a/clean ü", "link", "link2", "new\nfile", "tool"], snapshot.Files.Select(file => file.Path));
        Assert.Equal(snapshot.Files.Select(file => file.Path), await repository.FilesAsync(Cancellation));
        Assert.Equal(["a/changed", "link2", "new\nfile"], snapshot.Files.Where(file => file.IsDirty).Select(file => file.Path));
        Assert.Equal(["100644", "100644", "100644", "120000", "120000", "100644", "100755"], snapshot.Files.Select(file => file.Mode));
        await fixture.RunAsync("add", "--all");
        foreach (var file in snapshot.Files)
            Assert.Equal(await fixture.RunAsync("rev-parse", ":" + file.Path), file.Blob.Hex);
    }

    [Fact]
    public async Task A_file_that_another_program_holds_is_told()
    {
        using var fixture = await GitFixture.StartAsync();
        await fixture.CommitAsync("one");
        await using var held = new FileStream(fixture.Directory["held"], FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);

        var repository = await fixture.OpenAsync();
        var refused = await Assert.ThrowsAsync<ReleaseException>(() => repository.SnapshotAsync(Cancellation));

        Assert.Equal((ExitCode.Refused, "held cannot be read"), (refused.Code, refused.Message));
    }

    [Fact]
    public async Task The_digest_follows_content_mode_and_path_below_the_directories_only()
    {
        using var fixture = await GitFixture.StartAsync();
        fixture.Directory.Write("core/a", "1");
        fixture.Directory.Write("core-extra/b", "2");
        fixture.Directory.Write("core.txt", "3");
        await fixture.CommitAsync("one");
        var repository = await fixture.OpenAsync();
        var before = (await repository.SnapshotAsync(Cancellation)).DigestOf("core");

        fixture.Directory.Write("core-extra/b", "changed");
        fixture.Directory.Write("core.txt", "changed");
        Assert.Equal(before, (await repository.SnapshotAsync(Cancellation)).DigestOf("core", "core/"));

        fixture.Directory.Write("core/a", "changed");
        var dirty = (await repository.SnapshotAsync(Cancellation)).DigestOf("core");
        Assert.NotEqual(before, dirty);
        await fixture.CommitAsync("two");
        Assert.Equal(dirty, (await repository.SnapshotAsync(Cancellation)).DigestOf("core"));

        await fixture.RunAsync("update-index", "--chmod=+x", "core/a");
        await fixture.RunAsync("checkout", "--quiet", "--", "core/a");
        Assert.NotEqual(dirty, (await repository.SnapshotAsync(Cancellation)).DigestOf("core"));
    }

    [Fact]
    public async Task Files_are_found_by_path_and_by_directory()
    {
        using var fixture = await GitFixture.StartAsync();
        foreach (var path in new[] { "a", "b/x", "b/y/z", "b-c", "b0" })
            fixture.Directory.Write(path, path);
        await fixture.CommitAsync("one");
        var snapshot = await (await fixture.OpenAsync()).SnapshotAsync(Cancellation);

        Assert.Equal(["b/x", "b/y/z"], snapshot.Under("b").ToArray().Select(file => file.Path));
        Assert.Equal(["b/y/z"], snapshot.Under("b/y/").ToArray().Select(file => file.Path));
        Assert.Equal(5, snapshot.Under("").Length);
        Assert.Equal("b0", snapshot.Find("b0")?.Path);
        Assert.Null(snapshot.Find("b"));
        Assert.Null(snapshot.Find("zzz"));
    }

    [Fact]
    public async Task A_moved_submodule_is_known_by_its_commit()
    {
        using var inner = await GitFixture.StartAsync();
        await inner.CommitAsync("inner one");
        using var fixture = await GitFixture.StartAsync();
        await fixture.RunAsync("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", inner.Directory.Path, "sub");
        await fixture.CommitAsync("one");
        var moved = await inner.CommitAsync("inner two");
        await fixture.RunAsync("-C", "sub", "pull", "--quiet");

        var sub = (await (await fixture.OpenAsync()).SnapshotAsync(Cancellation)).Find("sub");

        Assert.Equal(new SourceFile("sub", "160000", GitObjectId.Parse(moved), IsDirty: true), sub);
    }

    [Fact]
    public async Task Files_outside_a_sparse_checkout_are_left_out()
    {
        using var fixture = await GitFixture.StartAsync();
        fixture.Directory.Write("in/a", "1");
        fixture.Directory.Write("out/b", "2");
        await fixture.CommitAsync("one");
        await fixture.RunAsync("sparse-checkout", "set", "in");
        var snapshot = await (await fixture.OpenAsync()).SnapshotAsync(Cancellation);
        Assert.Equal(["in/a"], snapshot.Files.Select(file => file.Path));
    }

    [Fact]
    public async Task Any_number_of_files_costs_one_git_process()
    {
        using var fixture = await GitFixture.StartAsync();
        for (var i = 0; i < 1000; i++)
            fixture.Directory.Write($"d{i / 100}/f{i}.cs", "x");
        await fixture.CommitAsync("many");
        for (var i = 0; i < 100; i++)
            fixture.Directory.Write($"d{i / 10}/new{i}.cs", "y");
        var counting = new CountingRunner();
        var opened = Assert.IsType<GitOpening.Opened>(
            await GitRepository.OpenAsync(counting, fixture.Directory.Path, Cancellation));
        counting.Count = 0;

        var snapshot = await opened.Repository.SnapshotAsync(Cancellation);

        Assert.Equal(1100, snapshot.Files.Length);
        Assert.Equal(1, counting.Count);
    }

    private sealed class CountingRunner : IProcessRunner
    {
        public int Count { get; set; }

        public Task<ProcessResult> RunAsync(ProcessSpec spec, Action<ProcessLine>? sink, CancellationToken cancellationToken)
        {
            Count++;
            return TestProcesses.Runner.RunAsync(spec, sink, cancellationToken);
        }
    }
}
