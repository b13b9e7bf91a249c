using Drayage.Platform.Archives;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Platform.Archives;

public sealed class ArchiveTreeTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public void Files_links_and_empty_directories_become_entries()
    {
        directory.Write("a/file", "x");
        File.SetUnixFileMode(directory.WriteScript("a/run", "exit 0"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        directory.MakeDirectory("a/empty");
        File.CreateSymbolicLink(directory["a", "link"], "file");
        File.CreateSymbolicLink(directory["loop"], "a");
        var entries = ArchiveTree.Read(directory.Path, "app");
        Assert.Equal(["app/a/empty", "app/a/file", "app/a/link", "app/a/run", "app/loop"], entries.Select(entry => entry.Path));
        Assert.Equal(ArchiveEntry.FileMode, entries[1].Mode);
        Assert.Equal(ArchiveEntry.ExecutableMode, entries[3].Mode);
        Assert.Equal(new ArchiveContent.SymbolicLink("file"), entries[2].Content);
        Assert.Equal(new ArchiveContent.SymbolicLink("a"), entries[4].Content);
    }
}
