using System.Text.Json.Nodes;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Registries.Npm;

/// <summary>npm against the embedded registry, in both directions.</summary>
public sealed class NpmPeersTests(RegistryFixture registry) : IClassFixture<RegistryFixture>, IDisposable
{
    private readonly NpmPeer npm = new(new Uri(registry.Address, "npm/peers/"), RegistryFixture.Token);

    [Fact]
    public async Task What_npm_publishes_npm_installs_by_lock_file_and_shows()
    {
        (await npm.RunAsync(npm.Package("core", "1.0.0"), "publish")).Succeeded();
        (await npm.RunAsync(npm.Package("@tide/client", "1.0.0", ""","dependencies":{"core":"^1.0.0"},"bin":"index.js" """), "publish", "--access", "public")).Succeeded();
        var next = npm.Package("@tide/client", "1.1.0-rc.1");
        // npm itself refuses a pre-release without a dist-tag.
        Assert.NotEqual(0, (await npm.RunAsync(next, "publish")).ExitCode);
        (await npm.RunAsync(next, "publish", "--tag", "next")).Succeeded();

        Assert.Equal("1.0.0", (await npm.InstallAsync("@tide/client", "latest")).Version);
        Assert.Equal("1.1.0-rc.1", (await npm.InstallAsync("@tide/client", "next")).Version);

        Assert.Equal("drayage", (await npm.RunAsync(next, "whoami")).Succeeded().Output.Trim());
        Assert.Equal("latest: 1.0.0\nnext: 1.1.0-rc.1", (await npm.RunAsync(next, "dist-tag", "ls", "@tide/client")).Succeeded().Output.Trim());
        var view = JsonNode.Parse((await npm.RunAsync(next, "view", "@tide/client", "--json")).Succeeded().Output)!;
        Assert.Equal(["1.0.0", "1.1.0-rc.1"], view["versions"]!.AsArray().Select(version => version!.GetValue<string>()));
        Assert.Contains("pong", (await npm.RunAsync(next, "ping")).Succeeded().Error, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Names_move_versions_are_deprecated_and_unpublished_and_never_used_again()
    {
        var first = npm.Package("moving", "1.0.0");
        (await npm.RunAsync(first, "publish")).Succeeded();
        var second = npm.Package("moving", "1.1.0");
        (await npm.RunAsync(second, "publish", "--tag", "next")).Succeeded();

        (await npm.RunAsync(second, "dist-tag", "add", "moving@1.1.0", "latest")).Succeeded();
        (await npm.RunAsync(second, "dist-tag", "rm", "moving", "next")).Succeeded();
        Assert.Equal("1.1.0", (await npm.InstallAsync("moving", "latest")).Version);
        (await npm.RunAsync(second, "deprecate", "moving@1.0.0", "too old")).Succeeded();
        Assert.Equal("too old", (await npm.RunAsync(second, "view", "moving@1.0.0", "deprecated")).Succeeded().Output.Trim());

        (await npm.RunAsync(second, "unpublish", "moving@1.1.0")).Succeeded();

        Assert.Equal("1.0.0", (await npm.RunAsync(second, "view", "moving", "version")).Succeeded().Output.Trim());
        var again = await npm.RunAsync(second, "publish");
        Assert.NotEqual(0, again.ExitCode);
        Assert.Contains("no version can be used twice", again.Error, StringComparison.Ordinal);
        (await npm.RunAsync(second, "unpublish", "moving", "--force")).Succeeded();
        Assert.Contains("24 hours", (await npm.RunAsync(npm.Package("moving", "2.0.0"), "publish")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refusals_are_shown_by_npm_in_the_registrys_words()
    {
        var package = npm.Package("refused", "1.0.0");
        (await npm.RunAsync(package, "publish")).Succeeded();
        using var stranger = new NpmPeer(npm.Registry, token: null);
        using var impostor = new NpmPeer(npm.Registry, "npm_wrong");

        Assert.Contains("cannot publish over the previously published versions: 1.0.0", (await npm.RunAsync(package, "publish")).Error, StringComparison.Ordinal);
        Assert.Contains("ENEEDAUTH", (await stranger.RunAsync(stranger.Package("other", "1.0.0"), "publish")).Error, StringComparison.Ordinal);
        Assert.Contains("E401", (await impostor.RunAsync(impostor.Package("other", "1.0.0"), "publish")).Error, StringComparison.Ordinal);
        Assert.Contains("E404", (await npm.RunAsync(package, "view", "unknown")).Error, StringComparison.Ordinal);
    }

    public void Dispose() => npm.Dispose();
}
