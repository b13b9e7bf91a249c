using Drayage.Model;
using Drayage.Platform.Processes;
using Drayage.Platform.Storage;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Platform.Storage;

/// <summary>On a real file system of 256 KiB that is full before the content ends.</summary>
public sealed class DiskFullTests : IAsyncLifetime
{
    private const int TooMuch = 1_000_000;
    private readonly TemporaryDirectory directory = new();
    private bool mounted;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Disk => directory["disk"];

    public async ValueTask InitializeAsync()
    {
        directory.MakeDirectory("disk");
        if (!Environment.IsPrivilegedProcess || OperatingSystem.IsWindows())
            Assert.Skip("mounting a small file system needs root");
        var mount = await Peer.Require("mount").RunAsync("-t", "tmpfs", "-o", "size=256k", "tmpfs", Disk);
        mounted = mount.ExitCode == 0;
        if (!mounted)
            Assert.Skip("this machine does not let its root mount a file system: " + mount.Error);
    }

    public async ValueTask DisposeAsync()
    {
        if (mounted)
        {
            // A process that another test is starting may have one of its files open.
            (await Peer.Require("umount").RunAsync("-l", Disk)).Succeeded();
        }

        directory.Dispose();
    }

    [Fact]
    public async Task The_content_store_says_what_was_needed_and_leaves_nothing()
    {
        var store = new ContentStore(Path.Combine(Disk, "store"));
        var error = await Assert.ThrowsAsync<ReleaseException>(
            () => store.PutAsync(new MemoryStream(new byte[TooMuch]), Cancellation));
        RequireExplained(error);
        await store.PutAsync(new MemoryStream(new byte[100_000]), Cancellation);
    }

    /// <summary>As a process does between its birth and its program: it has copies of all that was open.</summary>
    [Fact]
    public async Task What_somebody_else_still_holds_takes_no_space_any_more()
    {
        var store = new ContentStore(Path.Combine(Disk, "store"));
        async Task Held(Stream content, CancellationToken cancellation)
        {
            var unfinished = Assert.Single(Directory.GetFiles(Disk, "*", SearchOption.AllDirectories));
            (await Peer.Require("ln").RunAsync(unfinished, Path.Combine(Disk, "file"))).Succeeded();
            await content.WriteAsync(new byte[TooMuch], cancellation);
        }

        RequireExplained(await Assert.ThrowsAsync<ReleaseException>(() => store.PutAsync(Held, TooMuch, Cancellation)));

        await store.PutAsync(new MemoryStream(new byte[100_000]), Cancellation);
    }

    [Fact]
    public async Task An_atomic_file_keeps_its_old_content()
    {
        var file = Path.Combine(Disk, "file");
        await AtomicFile.WriteAsync(file, "old"u8.ToArray(), Cancellation);
        var error = await Assert.ThrowsAsync<ReleaseException>(
            () => AtomicFile.WriteAsync(file, new byte[TooMuch], Cancellation));
        RequireExplained(error);
        Assert.Equal("old", await File.ReadAllTextAsync(file, Cancellation));
        await AtomicFile.WriteAsync(file, new byte[100_000], Cancellation);
    }

    [Fact]
    public async Task A_process_whose_log_fills_the_disk_is_ended_and_told()
    {
        var spec = new ProcessSpec
        {
            Program = "yes",
            WorkingDirectory = directory.Path,
            LogFile = Path.Combine(Disk, "build.log"),
        };
        var error = await Assert.ThrowsAsync<ReleaseException>(() => TestProcesses.Runner.RunAsync(spec, null, Cancellation));
        Assert.Equal($"the disk is full: {spec.LogFile} could not be written", error.Message);
    }

    private void RequireExplained(ReleaseException error)
    {
        Assert.StartsWith($"the disk is full: {Disk}/", error.Message);
        Assert.Contains("it needs at least 1,000,000 bytes and", error.Because);
        Assert.Contains($"bytes are free on {Disk}", error.Because);
        Assert.Contains($"free space on {Disk}", error.Hint);
        Assert.All(
            Directory.GetFiles(Disk, "*", SearchOption.AllDirectories), file => Assert.Equal("file", Path.GetFileName(file)));
    }
}
