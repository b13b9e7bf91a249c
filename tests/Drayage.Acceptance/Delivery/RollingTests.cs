using System.Text.Json;
using Drayage.Acceptance.Repositories;
using Drayage.Testing;
using Xunit;

namespace Drayage.Acceptance.Delivery;

/// <summary>A project whose every commit replaces one rolling release, beside the releases of its tags.</summary>
public sealed class RollingTests
{
    [Fact]
    public async Task Each_commit_replaces_the_release_with_files_of_its_own_version()
    {
        await using var registry = await RegistryFixture.StartAsync();
        using var repository = await MiniRepository.CreateAsync(directory => directory.Write("drayage.yaml", MiniSources.Configuration
            .Replace("version: 'VERSION~([0-9.]+)'", "version: git-tag", StringComparison.Ordinal)
            .Replace("  ghcr: {", "  edge: { kind: github, token: env:GITHUB_TOKEN, rolling: edge }\n  ghcr: {", StringComparison.Ordinal)
            .Replace("to: [github]", "to: [github, edge]", StringComparison.Ordinal)));
        await repository.GitAsync("tag", "v1.4.0");
        (await repository.ReleaseAsync(registry, "--tag", "v1.4.0")).Ended(0);
        Assert.Equal(["1.4.0"], await VersionsAsync(registry, "v1.4.0"));
        Assert.Equal(["1.4.0"], await VersionsAsync(registry, "edge"));

        foreach (var expected in (string[])["1.4.1-dev.1", "1.4.1-dev.2"])
        {
            await repository.CommitAsync("Go on");
            (await repository.ReleaseAsync(registry)).Ended(0);
            Assert.Equal([expected], await VersionsAsync(registry, "edge"));
            (await repository.Drayage.Against(registry).RunAsync("verify")).Ended(0);
        }

        Assert.Equal(["1.4.0"], await VersionsAsync(registry, "v1.4.0"));
        Assert.DoesNotContain(registry.Served, request => request.Path.StartsWith("/v2/", StringComparison.Ordinal) && request.Path.Contains("dev", StringComparison.Ordinal));
    }

    /// <summary>The versions in the names of a release's archives.</summary>
    private static async Task<string[]> VersionsAsync(RegistryFixture registry, string tag)
    {
        using var client = registry.NewClient(authenticated: false);
        using var release = JsonDocument.Parse(await client.GetStringAsync($"api/v3/repos/example/tide/releases/tags/{tag}", TestContext.Current.CancellationToken));
        return
        [
            .. release.RootElement.GetProperty("assets").EnumerateArray()
                .Select(asset => asset.GetProperty("name").GetString()!)
                .Where(name => name.StartsWith("tide-", StringComparison.Ordinal))
                .Select(name => name["tide-".Length..name.IndexOf("-linux", StringComparison.Ordinal)])
                .Distinct(),
        ];
    }
}
