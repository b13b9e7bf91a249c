using Drayage.Acceptance.Repositories;
using Drayage.Testing;
using Xunit;

namespace Drayage.Acceptance.Mistakes;

/// <summary>What the file system refuses is the user's to mend, and told so.</summary>
public sealed class FileRefusalTests
{
    [Fact]
    public async Task A_configuration_that_is_a_link_to_nothing()
    {
        using var repository = await MiniRepository.CreateAsync();
        File.Delete(repository.Directory["drayage.yaml"]);
        File.CreateSymbolicLink(repository.Directory["drayage.yaml"], "nowhere");

        (await repository.Drayage.RunAsync("plan")).Refused(2, "drayage.yaml cannot be read", "Could not find file", "ls -l");
    }

    [Fact]
    public async Task A_file_where_the_results_go()
    {
        using var repository = await MiniRepository.CreateAsync();
        repository.Directory.Write("dist", "mine");

        (await repository.Drayage.RunAsync("build")).Refused(1, "could not be read or written", "dist' already exists", "move away");

        Assert.Equal("mine", File.ReadAllText(repository.Directory["dist"]));
    }

    [Fact]
    public async Task A_result_that_nobody_can_take()
    {
        using var repository = await MiniRepository.CreateAsync();

        (await repository.Drayage.RunRedirectedAsync(">/dev/full", "plan", "--json")).Refused(1, "could not be read or written", "No space left", "free space");
    }

    [Theory]
    [InlineData("2>/dev/full")]
    [InlineData("2>&-")]
    public async Task Progress_that_nobody_can_take_stops_nothing(string redirection)
    {
        using var repository = await MiniRepository.CreateAsync();

        (await repository.Drayage.RunRedirectedAsync(redirection, "build")).Ended(0);
        (await repository.Drayage.RunRedirectedAsync(redirection, "plan", "--only", "nothing")).Ended(2);

        Assert.True(File.Exists(repository.Directory["dist", "artifacts", "SHA256SUMS"]));
    }

    [Fact]
    public async Task A_key_where_something_stands_already()
    {
        using var directory = new TemporaryDirectory();
        directory.MakeDirectory("taken");
        directory.Write("release.key.pub", "published");
        var drayage = new BuiltDrayage(directory.Path);

        (await drayage.RunAsync("key", "generate", "--out", "taken")).Refused(1, "was not written", "never overwritten", "another name");
        (await drayage.RunAsync("key", "generate", "--out", "release.key")).Refused(1, "no key pair", "never overwritten", "another name");

        Assert.Equal("published", File.ReadAllText(directory["release.key.pub"]));
        Assert.False(File.Exists(directory["release.key"]));
        Assert.False(File.Exists(directory["taken.pub"]));
    }
}
