using System.Text.RegularExpressions;
using Drayage.Registries.Crates;
using Drayage.Testing;
using Xunit;

namespace Drayage.Acceptance.Crates;

/// <summary>A workspace of crates is released to a registry, and cargo uses what stands there.</summary>
public sealed partial class CrateReleaseTests
{
    private static readonly string[] InOrder = ["crates/tide-core", "crates/tide-tables", "crates/tide-cli"];

    [Fact]
    public async Task A_workspace_is_published_in_order_once_and_can_be_installed_verified_and_yanked()
    {
        await using var registry = await RegistryFixture.StartAsync(options => options with { Crates = new CratesLimits { IndexLag = TimeSpan.FromMilliseconds(300) } });
        using var workspace = await CrateWorkspace.CreateAsync(registry);
        var drayage = workspace.WithToken();

        var released = (await workspace.ReleaseAsync(drayage)).Ended(0);

        Assert.Equal(InOrder, Delivered().Matches(released.Error).Select(match => match.Groups["id"].Value));
        Assert.Equal(3, workspace.Published);
        await RequireInstallableAsync(workspace);
        (await workspace.VerifyAsync()).Ended(0);
        // Without the journal the registry alone tells that everything is there.
        Directory.Delete(workspace.Directory["dist"], recursive: true);
        (await workspace.ReleaseAsync(drayage)).Ended(0);
        Assert.Equal(3, workspace.Published);
        (await drayage.RunAsync("withdraw", $"v{CrateWorkspace.Version}", "--yes")).Ended(0);
        var lines = await registry.NewClient().GetStringAsync("crates/main/index/ti/de/tide-core", TestContext.Current.CancellationToken);
        Assert.Contains("\"yanked\":true", lines, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_bytes_under_a_version_are_a_conflict_and_stop_what_depends_on_them()
    {
        await using var registry = await RegistryFixture.StartAsync();
        using var workspace = await CrateWorkspace.CreateAsync(registry);
        (await workspace.ReleaseAsync(workspace.WithToken(), "--only", "tide-core")).Ended(0);
        workspace.Directory.Write("core/src/lib.rs", "pub fn height() -> u32 { 43 }\n");
        await workspace.CommitAsync("Raise the tide");
        Directory.Delete(workspace.Directory["dist"], recursive: true);

        var outcome = await workspace.ReleaseAsync(workspace.WithToken());

        outcome.Refused(1, "tide-core-0.3.0-rc.1.crate of version 0.3.0-rc.1 is already there with other bytes", "this release has sha256:", "release a new version");
        Assert.Equal(2, Digest().Matches(outcome.Error.Split("because:")[1].Split("hint:")[0]).Select(match => match.Value).Distinct().Count());
        Assert.Equal(1, workspace.Published);
    }

    [Fact]
    public async Task A_rehearsal_has_cargo_build_what_was_published()
    {
        await using var registry = await RegistryFixture.StartAsync();
        using var workspace = await CrateWorkspace.CreateAsync(registry);

        var rehearsed = (await workspace.Drayage().RunAsync("rehearse")).Ended(0);

        Assert.Contains("real clients: 3 held, 0 failed, 0 skipped", rehearsed.Output, StringComparison.Ordinal);
        Assert.Equal(0, workspace.Published);
    }

    private static async Task RequireInstallableAsync(CrateWorkspace workspace)
    {
        using var place = new TemporaryDirectory();
        var cargo = workspace.Cargo(place);
        (await cargo.RunAsync("install", "--quiet", "--registry", "main", $"tide-cli@{CrateWorkspace.Version}")).Succeeded();
        Assert.Equal("height 42\n", (await Peer.Require(place["home", "bin", "tide-cli"]).RunAsync()).Succeeded().Output);
    }

    [GeneratedRegex(@"^delivered\s+(?<id>\S+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Delivered();

    [GeneratedRegex("sha256:[0-9a-f]{64}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Digest();
}
