using Drayage.Platform.Processes;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Platform.Processes;

public sealed class ToolLocatorTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public void The_first_executable_on_the_path_wins()
    {
        directory.Write("first/tool", "not executable");
        var second = directory.WriteScript("second/tool", "");
        directory.WriteScript("third/tool", "");
        var path = string.Join(Path.PathSeparator, directory["first"], directory["second"], directory["third"]);
        Assert.Equal(second, ToolLocator.Find("tool", path));
    }

    [Fact]
    public void Relative_entries_are_skipped()
    {
        var tool = directory.WriteScript("bin/tool", "");
        var relative = Path.GetRelativePath(Directory.GetCurrentDirectory(), Path.GetDirectoryName(tool)!);
        Assert.Null(ToolLocator.Find("tool", $"{relative}{Path.PathSeparator}{Path.PathSeparator}."));
    }

    [Fact]
    public void An_absolute_path_is_only_checked()
    {
        var tool = directory.WriteScript("bin/tool", "");
        Assert.Equal(tool, ToolLocator.Find(tool, ""));
        Assert.Null(ToolLocator.Find(tool + "x", directory["bin"]));
        Assert.Null(ToolLocator.Find("bin/tool", directory.Path));
    }
}
