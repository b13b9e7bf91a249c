using Drayage.Model;
using Drayage.Platform.Storage;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Platform.Storage;

/// <summary>The failures are those of the real file system.</summary>
public sealed class FileRefusalTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public void A_directory_in_a_files_place()
    {
        var explained = Explained(() => File.ReadAllText(directory.Path));

        Assert.Equal(ExitCode.Refused, explained?.Code);
        Assert.Contains(directory.Path, explained?.Because);
    }

    [Fact]
    public void A_file_in_a_directorys_place() =>
        Assert.Contains("move away", Explained(() => Directory.CreateDirectory(directory.Write("file", "")))?.Hint);

    [Fact]
    public void A_link_to_itself()
    {
        File.CreateSymbolicLink(directory["link"], "link");

        Assert.Contains("a link that leads somewhere", Explained(() => File.ReadAllText(directory["link"]))?.Hint);
    }

    [Fact]
    public void What_the_program_did_wrong_stays_its_fault()
    {
        Assert.Null(Explained(() => File.ReadAllText(directory["absent"])));
        Assert.Null(Explained(() => throw new IOException("torn")));
        Assert.Null(Explained(() => throw new InvalidOperationException()));
    }

    private static ReleaseException? Explained(Action work) => FileRefusal.Explain(Assert.ThrowsAny<Exception>(work));
}
