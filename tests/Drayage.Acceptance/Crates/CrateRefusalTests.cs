using System.Net.Http.Json;
using Drayage.Registries.Crates;
using Drayage.Testing;
using Xunit;

namespace Drayage.Acceptance.Crates;

/// <summary>What a crate registry can refuse: what is told of it, and when.</summary>
public sealed class CrateRefusalTests
{
    [Theory]
    [InlineData("", "", "there is no token for registry main", "cargo login --registry main")]
    [InlineData("CARGO_REGISTRIES_MAIN_TOKEN", "not-this-one", "authentication failed", "the registry does not know the token (CARGO_REGISTRIES_MAIN_TOKEN)")]
    [InlineData("CRATES_IO_ID_TOKEN", "expired", "it has expired", "trusted publisher")]
    public async Task A_credential_that_will_not_do_stops_the_release_before_anything_is_built(string variable, string value, string because, string hint)
    {
        await using var registry = await RegistryFixture.StartAsync();
        using var workspace = await CrateWorkspace.CreateAsync(registry);
        var secret = value == "expired" ? CiIdentity.TokenFor(registry.Authority, DateTimeOffset.UtcNow.AddMinutes(-5)) : value;

        var outcome = await workspace.ReleaseAsync(workspace.Drayage(variable.Length == 0 ? [] : [(variable, secret)]), "--only", "tide-core");

        outcome.Ended(1);
        Assert.Contains(because, outcome.Error, StringComparison.Ordinal);
        Assert.Contains(hint, outcome.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(workspace.Directory["target"]));
        if (secret.Length > 0)
            Assert.DoesNotContain(secret, outcome.Error + outcome.Output, StringComparison.Ordinal);
        Assert.Equal(0, workspace.Published);
    }

    [Fact]
    public async Task A_crate_that_is_too_large_is_told_with_what_to_leave_out()
    {
        await using var registry = await RegistryFixture.StartAsync(options => options with { Crates = new CratesLimits { CrateBytes = 200 } });
        using var workspace = await CrateWorkspace.CreateAsync(registry);

        (await workspace.ReleaseAsync(workspace.WithToken(), "--only", "tide-core"))
            .Refused(1, "tide-core 0.3.0-rc.1 was refused", "413", "cargo package --list");
    }

    [Fact]
    public async Task A_name_that_somebody_else_has_is_told_and_the_journal_says_so()
    {
        await using var registry = await RegistryFixture.StartAsync();
        using var workspace = await CrateWorkspace.CreateAsync(registry);
        (await workspace.ReleaseAsync(workspace.WithToken(), "--only", "tide-core")).Ended(0);
        using var client = registry.NewClient(authenticated: false);
        client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", RegistryFixture.Token);
        (await client.PutAsJsonAsync("crates/main/api/v1/crates/tide-core/owners", new { users = new[] { "somebody" } }, TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
        using var leave = new HttpRequestMessage(HttpMethod.Delete, "crates/main/api/v1/crates/tide-core/owners") { Content = JsonContent.Create(new { users = new[] { "drayage" } }) };
        (await client.SendAsync(leave, TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
        workspace.Directory.Write("Cargo.toml", (await File.ReadAllTextAsync(workspace.Directory["Cargo.toml"], TestContext.Current.CancellationToken)).Replace("0.3.0-rc.1", "0.3.0", StringComparison.Ordinal));
        await workspace.CommitAsync("Version 0.3.0");

        (await workspace.ReleaseAsync(workspace.WithToken(), "--only", "tide-core"))
            .Refused(1, "tide-core 0.3.0 was refused", "you don't seem to be an owner", "the name belongs to somebody else");

        Assert.Contains("failed", (await workspace.WithToken().RunAsync("status")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_manifest_that_forbids_publishing_is_refused_with_its_place()
    {
        await using var registry = await RegistryFixture.StartAsync();
        using var workspace = await CrateWorkspace.CreateAsync(registry);
        workspace.Directory.Write("core/Cargo.toml", (await File.ReadAllTextAsync(workspace.Directory["core", "Cargo.toml"], TestContext.Current.CancellationToken)).Replace("publish.workspace = true", "publish = false", StringComparison.Ordinal));
        await workspace.CommitAsync("Keep the core at home");

        (await workspace.WithToken().RunAsync("plan"))
            .Refused(1, "crate tide-core cannot go to crates", "core/Cargo.toml:6:", "take crates out of the component's 'to'");
    }
}
