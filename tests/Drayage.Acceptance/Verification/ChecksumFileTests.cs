using Drayage.Acceptance.Repositories;
using Drayage.Testing;
using Xunit;

namespace Drayage.Acceptance.Verification;

/// <summary>Who downloads a release's files checks them with coreutils.</summary>
public sealed class ChecksumFileTests
{
    /// <summary>A wheel that goes to an index alone is no file of the GitHub release, and a line for it would fail the check.</summary>
    [Fact]
    public async Task The_checksum_file_of_a_release_lists_the_files_beside_it()
    {
        using var repository = await MiniRepository.CreateAsync(PythonSources.AddTo);
        await using var registry = await RegistryFixture.StartAsync();
        (await repository.ReleaseAsync(registry)).Ended(0);

        using var client = registry.NewClient(authenticated: false);
        var sums = (await client.GetStringAsync("example/tide/releases/download/v1.4.0/SHA256SUMS", TestContext.Current.CancellationToken)).TrimEnd('\n');

        Assert.Equal(
            ["tide-1.4.0-linux-amd64.tar.gz", "tide-1.4.0-linux-arm64.tar.gz"],
            sums.Split('\n').Select(line => line.Split("  ")[1]).Order(StringComparer.Ordinal));
    }
}
