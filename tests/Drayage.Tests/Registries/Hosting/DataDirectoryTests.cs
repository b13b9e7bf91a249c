using Drayage.Registries.Access;
using Drayage.Registries.Hosting;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Registries.Hosting;

/// <summary>Registries that are served out of the repository that is released to them.</summary>
public sealed class DataDirectoryTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_fresh_one_is_no_part_of_the_repository_around_it()
    {
        using var git = await GitFixture.StartAsync();
        await git.CommitAsync("one");
        await using var server = await RegistryServer.StartAsync(OptionsFor(git.Directory["data"]), Cancellation);

        var repository = await git.OpenAsync();

        Assert.Empty((await repository.SnapshotAsync(Cancellation)).Files);
        Assert.False((await repository.StatusAsync(Cancellation)).IsDirty);
    }

    [Fact]
    public async Task In_a_directory_with_files_of_others_nothing_is_ignored()
    {
        using var git = await GitFixture.StartAsync();
        git.Directory.Write("tool.txt", "mine");
        await using (await RegistryServer.StartAsync(OptionsFor(git.Directory.Path), Cancellation))
        {
        }

        Assert.Contains("tool.txt", await (await git.OpenAsync()).FilesAsync(Cancellation));
        Assert.False(File.Exists(git.Directory[".gitignore"]));
    }

    private static RegistryServerOptions OptionsFor(string directory) => new() { DataDirectory = directory, Tokens = new RegistryTokens { Write = "x" } };
}
