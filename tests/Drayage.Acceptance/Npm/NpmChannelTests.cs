using Drayage.Acceptance.Repositories;
using Drayage.Registries.Npm;
using Drayage.Testing;
using Xunit;

namespace Drayage.Acceptance.Npm;

/// <summary>Releases to an npm registry by its own address, as npm's configuration says it, and npm on the other side.</summary>
public sealed class NpmChannelTests
{
    private const string Again = "run the command again";

    [Fact]
    public async Task A_workspace_is_released_in_order_installed_by_npm_and_taken_back()
    {
        await using var registry = await RegistryFixture.StartAsync();
        using var repository = await CreateAsync(registry, "");
        using var npm = new NpmPeer(new Uri(registry.Address, "npm/main/"), token: null);
        var elsewhere = npm.Package("elsewhere", "1.0.0");

        (await ReleaseAsync(repository, RegistryFixture.Token)).Ended(0);

        Assert.Equal(["/npm/main/@tide%2fcore", "/npm/main/@tide%2fclient"], Publishings(registry));
        Assert.Equal("1.4.0", (await npm.InstallAsync(NpmSources.Client, "latest")).Version);
        (await repository.Drayage.RunAsync("verify", "--key", repository.PublicKeyPath)).Ended(0);
        await repository.GitAsync("tag", "v1.4.0");
        await NextAsync(repository, "1.5.0-rc.1");
        (await ReleaseAsync(repository, RegistryFixture.Token)).Ended(0);
        Assert.Equal("1.4.0", (await npm.InstallAsync(NpmSources.Client, "latest")).Version);
        Assert.Equal("1.5.0-rc.1", (await npm.InstallAsync(NpmSources.Client, "rc")).Version);

        (await With(repository, RegistryFixture.Token).RunAsync("withdraw", "v1.5.0-rc.1", "--yes")).Ended(0);

        Assert.Equal("latest: 1.4.0", (await npm.RunAsync(elsewhere, "dist-tag", "ls", NpmSources.Client)).Succeeded().Output.Trim());
        Assert.Contains("withdrawn", (await npm.RunAsync(elsewhere, "view", $"{NpmSources.Client}@1.5.0-rc.1", "deprecated")).Succeeded().Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_bytes_are_success_without_an_upload_and_others_a_conflict()
    {
        await using var registry = await RegistryFixture.StartAsync();
        using var repository = await CreateAsync(registry, "");
        (await ReleaseAsync(repository, RegistryFixture.Token)).Ended(0);
        Directory.Delete(repository.Dist, recursive: true);

        (await ReleaseAsync(repository, RegistryFixture.Token)).Ended(0);
        Assert.Equal(2, Publishings(registry).Length);

        Directory.Delete(repository.Dist, recursive: true);
        repository.Replace("packages/core/index.js", "42", "43");
        await repository.CommitAsync("Another answer");
        (await ReleaseAsync(repository, RegistryFixture.Token)).Refused(
            1, "tide-core-1.4.0.tgz of version 1.4.0 is already there with other bytes", "holds sha256:", "release a new version");
        Assert.Equal(2, Publishings(registry).Length);
    }

    [Fact]
    public async Task What_a_registry_would_refuse_is_told_before_anything_is_built()
    {
        await using var registry = await RegistryFixture.StartAsync(options => options with
        {
            Npm = new NpmOptions { Accounts = [new NpmAccount { Name = "other", Secret = "npm_other" }], TrustedPublishers = [new NpmTrustedPublisher(NpmSources.Core, "tidewater/tidewater")] },
        });
        using var other = new NpmPeer(new Uri(registry.Address, "npm/main/"), "npm_other");
        (await other.RunAsync(other.Package(NpmSources.Core, "0.1.0"), "publish")).Succeeded();
        using var repository = await CreateAsync(registry, "");
        using var trusted = await CreateAsync(registry, ", trusted-publishing: true");
        var expired = CiIdentity.TokenFor("npm:127.0.0.1", DateTimeOffset.UtcNow.AddMinutes(-5));

        (await ReleaseAsync(repository, RegistryFixture.Token)).Refused(1, "npm would refuse this release", "npm owner ls @tide/core", Again);
        (await ReleaseAsync(repository, "npm_wrong")).Refused(1, "npm would refuse this release", "npm whoami --registry", Again);
        (await ReleaseAsync(repository, token: null)).Refused(1, "npm would refuse this release", "npm login --registry", Again);
        (await trusted.Drayage.With("NPM_ID_TOKEN", expired).RunAsync(["release", .. await trusted.KeyAsync()]))
            .Refused(1, "npm would refuse this release", "it has expired", Again);

        Assert.False(Directory.Exists(repository.Dist));
        Assert.Single(Publishings(registry));
    }

    private static Task<MiniRepository> CreateAsync(RegistryFixture registry, string destination)
    {
        var address = new Uri(registry.Address, "npm/main/");
        return MiniRepository.CreateAsync(NpmSources.Of(
            destination, $"@tide:registry={address}\nregistry=https://npm.example.invalid/\n//{registry.Authority}/npm/:_authToken=${{NPM_TOKEN}}\n"));
    }

    private static BuiltDrayage With(MiniRepository repository, string? token) =>
        repository.Drayage.With("NPM_TOKEN", token).With("NPM_CONFIG_USERCONFIG", "/dev/null").With("ACTIONS_ID_TOKEN_REQUEST_URL", null);

    private static async Task<CommandOutcome> ReleaseAsync(MiniRepository repository, string? token) =>
        await With(repository, token).RunAsync(["release", .. await repository.KeyAsync()]);

    private static async Task NextAsync(MiniRepository repository, string version)
    {
        repository.Replace("VERSION", "1.4.0", version);
        foreach (var package in new[] { "core", "client" })
            repository.Replace($"packages/{package}/package.json", "\"version\":\"1.4.0\"", $"\"version\":\"{version}\"");
        await repository.CommitAsync("Go on");
    }

    private static string[] Publishings(RegistryFixture registry) =>
        [.. registry.Served.Where(request => request.Method == "PUT" && !request.Path.Contains("/-/", StringComparison.Ordinal)).Select(request => request.Path)];
}
