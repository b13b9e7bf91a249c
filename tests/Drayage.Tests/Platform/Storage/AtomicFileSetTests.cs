using Drayage.Model;
using Drayage.Platform.Storage;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Platform.Storage;

public sealed class AtomicFileSetTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    private AtomicFileSet Files => new(directory["edits"]);

    [Fact]
    public async Task All_files_get_their_content_and_keep_their_mode()
    {
        var script = directory.Write("run.sh", "old");
        File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var text = directory.Write("a/b.txt", "old");
        File.CreateSymbolicLink(directory["link"], text);

        await Files.ReplaceAsync([(script, "one"u8.ToArray()), (directory["link"], "two"u8.ToArray())], TestContext.Current.CancellationToken);

        Assert.Equal(("one", "two"), (File.ReadAllText(script), File.ReadAllText(text)));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(script));
        Assert.NotNull(new FileInfo(directory["link"]).LinkTarget);
        Assert.False(Directory.Exists(directory["edits"]));
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_leaves_all_as_they_were()
    {
        var first = directory.Write("first", "old");

        // Readable, and on a file system on which nobody can rename.
        var refused = await Assert.ThrowsAsync<ReleaseException>(() => Files.ReplaceAsync(
            [(first, "new"u8.ToArray()), ("/proc/version", "new"u8.ToArray())], TestContext.Current.CancellationToken));

        Assert.Equal("/proc/version could not be written; no file was changed", refused.Message);
        Assert.Equal("old", File.ReadAllText(first));
        Assert.False(Directory.Exists(directory["edits"]));
    }

    [Fact]
    public async Task What_a_crash_interrupted_is_finished()
    {
        var (first, second) = (directory.Write("first", "new"), directory.Write("second", "old"));
        directory.Write("edits/1", "new");
        directory.Write("edits/files", $"{first}\n{second}\n");

        Assert.Equal([second], await Files.FinishAsync(TestContext.Current.CancellationToken));

        Assert.Equal(("new", "new"), (File.ReadAllText(first), File.ReadAllText(second)));
        Assert.Empty(await Files.FinishAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task What_a_crash_kept_from_beginning_is_forgotten()
    {
        var first = directory.Write("first", "old");
        directory.Write("edits/0", "half");

        Assert.Empty(await Files.FinishAsync(TestContext.Current.CancellationToken));

        Assert.Equal("old", File.ReadAllText(first));
        Assert.False(Directory.Exists(directory["edits"]));
    }

    public void Dispose() => directory.Dispose();
}
