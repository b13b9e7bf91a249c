using System.Text.Json;
using Drayage.Acceptance.Repositories;
using Drayage.Testing;
using Xunit;

namespace Drayage.Acceptance.Installing;

/// <summary>The README and the notes of a release tell the same: how everything is installed.</summary>
public sealed class InstallSectionTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_section_is_written_checked_refreshed_and_released()
    {
        using var repository = await MiniRepository.CreateAsync(directory => directory.Write("README.md", "# Tide\r\n\r\nTells the tide.\r\n"));
        var drayage = repository.Drayage;

        (await drayage.RunAsync("docs", "install", "--check")).Refused(1, "does not say how the release is installed", "README.md:1:1: there is no install section", "drayage docs install");
        (await drayage.RunAsync("docs", "install")).Ended(0);
        var readme = await File.ReadAllTextAsync(repository.Directory["README.md"], Cancellation);
        Assert.StartsWith("# Tide\r\n\r\nTells the tide.\r\n\r\n## Install\r\n", readme, StringComparison.Ordinal);
        (await drayage.RunAsync("docs", "install", "--check")).Ended(0);

        repository.Replace("VERSION", "1.4.0", "1.4.1");
        await repository.CommitAsync("Raise the version");
        (await drayage.RunAsync("docs", "install", "--check")).Refused(1, "does not say how", "README.md:7:1: the text is of another release", "drayage docs install");
        (await drayage.RunAsync("docs", "install")).Ended(0);
        Assert.Equal(readme.Replace("1.4.0", "1.4.1", StringComparison.Ordinal), await File.ReadAllTextAsync(repository.Directory["README.md"], Cancellation));
        await repository.CommitAsync("Tell how 1.4.1 is installed");

        await using var registry = await RegistryFixture.StartAsync();
        (await repository.ReleaseAsync(registry)).Ended(0);
        var text = (await drayage.RunAsync("docs", "install", "--output", "-")).Ended(0).Output;
        Assert.Contains("docker pull ghcr.io/example/tide:1.4.1\n", text, StringComparison.Ordinal);
        Assert.Equal($"## Install\n\n{text.TrimEnd()}", await NotesAsync(registry, "v1.4.1"));
        Assert.Equal(text, (await drayage.RunAsync("docs", "install", "--output", "-", "--waybill", repository.WaybillPath, "--key", repository.PublicKeyPath)).Ended(0).Output);
    }

    [Fact]
    public async Task A_file_that_is_named_is_named_in_what_to_do_and_one_that_cannot_be_written_is_refused()
    {
        using var repository = await MiniRepository.CreateAsync(directory =>
        {
            directory.Write("docs/install.md", "# Install\n");
            File.WriteAllBytes(directory["WIDE.md"], [0xFF, 0xFE, .. System.Text.Encoding.Unicode.GetBytes("# Tide\n")]);
        });
        var drayage = repository.Drayage;

        (await drayage.RunAsync("docs", "install", "docs/install.md", "--check")).Refused(1, "does not say how", "docs/install.md:1:1: there is no install section", "drayage docs install docs/install.md");
        (await drayage.RunAsync("docs", "install", "docs")).Refused(2, "docs cannot be written", "it is a directory", "name a file");
        var before = await File.ReadAllBytesAsync(repository.Directory["WIDE.md"], Cancellation);
        (await drayage.RunAsync("docs", "install", "WIDE.md")).Refused(1, "WIDE.md cannot be written", "UTF-16", "save it in UTF-8");
        Assert.Equal(before, await File.ReadAllBytesAsync(repository.Directory["WIDE.md"], Cancellation));
    }

    private static async Task<string?> NotesAsync(RegistryFixture registry, string tag)
    {
        using var client = new HttpClient();
        using var release = JsonDocument.Parse(await client.GetStringAsync(new Uri(registry.Address, $"api/v3/repos/example/tide/releases/tags/{tag}"), Cancellation));
        return release.RootElement.GetProperty("body").GetString();
    }
}
