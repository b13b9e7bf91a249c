using Drayage.Testing;
using Xunit;

namespace Drayage.Acceptance.Versions;

/// <summary>Versions are edited in every file that states them, and nothing else changes.</summary>
public sealed class VersionEditTests
{
    [Fact]
    public async Task Every_place_of_long_manifests_moves_and_no_other_byte()
    {
        using var repository = await GrownRepository.CreateAsync();
        repository.Says("1.4.0", "1.4.0");

        var dry = (await repository.Drayage.RunAsync("version", "bump", "minor", "--dry-run")).Ended(0);
        repository.Says("1.4.0", "1.4.0");
        Assert.Contains("Cargo.toml:10:15  1.4.0 → 1.5.0", dry.Output, StringComparison.Ordinal);

        (await repository.Drayage.RunAsync("version", "bump", "prerelease", "--of", "minor")).Ended(0);
        repository.Says("1.5.0-rc.1", "1.5.0rc1");
        (await repository.Drayage.RunAsync("version", "bump", "prerelease")).Ended(0);
        repository.Says("1.5.0-rc.2", "1.5.0rc2");
        (await repository.Drayage.RunAsync("version", "bump", "minor")).Ended(0);
        repository.Says("1.5.0", "1.5.0");
        (await repository.Drayage.RunAsync("version", "set", "2.0.0-alpha.1")).Ended(0);
        repository.Says("2.0.0-alpha.1", "2.0.0a1");
        (await repository.Drayage.RunAsync("version", "check")).Ended(0);
        Assert.Equal("?? .drayage/", string.Join('\n', (await repository.GitAsync("status", "--porcelain")).Split('\n').Where(line => line.StartsWith("??", StringComparison.Ordinal)).DefaultIfEmpty("?? .drayage/")));
    }

    [Fact]
    public async Task A_version_that_one_package_cannot_carry_changes_nothing()
    {
        using var repository = await GrownRepository.CreateAsync();

        (await repository.Drayage.RunAsync("version", "set", "1.5.0-edge.1"))
            .Refused(1, "cannot say version 1.5.0-edge.1 of tide-client", "PEP 440 has no counterpart of 'edge'", "spelling");
        (await repository.Drayage.RunAsync("version", "set", "next")).Refused(2, "'next' is no version", "", "1.2.0");
        (await repository.Drayage.RunAsync("version", "bump", "prerelease", "--label", "r c")).Refused(2, "no next 'r c'", "", "--label rc");
        (await repository.Drayage.RunAsync("version", "bump", "minor", "--only", "chrt")).Refused(2, "no component 'chrt'", "chart", "did you mean 'chart'?");

        repository.Says("1.4.0", "1.4.0");
    }

    [Fact]
    public async Task Check_names_every_disagreement_and_every_locator_that_matches_nothing()
    {
        using var repository = await GrownRepository.CreateAsync();
        repository.Replace("chart/Chart.yaml", "version:   \"1.4.0\"", "version:   \"1.3.0\"");
        repository.Replace("Cargo.toml", "version = \"=1.4.0\", default", "version = \"=1.3.9\", default");
        repository.Replace("README.md", "Again: pip install tide-client==1.4.0", "Again: pip install tide-client==1.4.0.dev.1");
        repository.Replace("README.md", "registry.example/tide:1.4.0", "registry.example/tide");

        var check = (await repository.Drayage.RunAsync("version", "check")).Ended(1);

        check.Refused(1, "'registry.example/tide:(\\S+)' matches nothing in README.md", "drayage.yaml:6:5", "correct the pattern");
        check.Refused(1, "chart/Chart.yaml:4:12 says 1.3.0 for tide", "Cargo.toml:10:15 says 1.4.0", "drayage version set 1.4.0");
        check.Refused(1, "Cargo.toml:14:", "it requires '=1.3.9'", "correct the requirement");
        check.Refused(1, "README.md:126:33 says 1.4.0.dev.1", "says 1.4.0", "drayage version set 1.4.0");
        Assert.Equal(4, (await repository.Drayage.RunAsync("version", "check", "--json")).Json().GetProperty("problems").GetArrayLength());

        // A locator that matches nothing would be missed by an edit.
        (await repository.Drayage.RunAsync("version", "set", "1.5.0")).Refused(2, "matches nothing in README.md", "", "correct the pattern");
        repository.Replace("README.md", "docker pull registry.example/tide", "docker pull registry.example/tide:1.2.0");
        (await repository.Drayage.RunAsync("version", "bump", "minor")).Refused(1, "was not changed: its files disagree", "chart/Chart.yaml:4:12", "drayage version check");
        (await repository.Drayage.RunAsync("version", "set", "1.5.0")).Ended(0);
        repository.Says("1.5.0", "1.5.0");
    }

    [Fact]
    public async Task An_edit_that_was_killed_is_finished_by_the_next_one()
    {
        using var repository = await GrownRepository.CreateAsync();
        (await repository.Drayage.RunAsync("version", "set", "1.5.0")).Ended(0);
        var chart = repository.Directory["chart", "Chart.yaml"];
        var edited = await File.ReadAllBytesAsync(chart, TestContext.Current.CancellationToken);
        await repository.GitAsync("checkout", "--quiet", "chart/Chart.yaml");
        repository.Directory.Write(".drayage/edits/0", edited);
        repository.Directory.Write(".drayage/edits/files", chart + "\n");

        var next = (await repository.Drayage.RunAsync("version", "bump", "patch")).Ended(0);

        Assert.Contains("chart/Chart.yaml: finished an edit that was interrupted", next.Error, StringComparison.Ordinal);
        repository.Says("1.5.1", "1.5.1");
    }

    [Fact]
    public async Task Cargo_takes_what_was_edited_for_locked()
    {
        var cargo = Peer.Require("cargo");
        using var repository = await GrownRepository.CreateAsync();
        (await repository.Drayage.RunAsync("version", "bump", "prerelease")).Ended(0);

        var metadata = (await cargo.In(repository.Root).RunAsync("metadata", "--locked", "--offline", "--format-version", "1")).Succeeded();

        Assert.Contains("\"name\":\"tide-core\",\"version\":\"1.4.1-rc.1\"", metadata.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Npm_finds_nothing_to_change_in_what_was_edited()
    {
        var npm = Peer.Require("npm").With("npm_config_audit", "false").With("npm_config_fund", "false").With("npm_config_update_notifier", "false");
        using var git = await GitFixture.StartAsync();
        git.Directory.Write("package.json", "{\n  \"name\": \"tide\",\n  \"version\": \"1.4.0\",\n  \"private\": true,\n  \"workspaces\": [\"packages/*\"]\n}\n");
        git.Directory.Write("packages/core/package.json", "{\n  \"name\": \"@tide/core\",\n  \"version\": \"1.4.0\"\n}\n");
        git.Directory.Write("packages/app/package.json", "{\n  \"name\": \"@tide/app\",\n  \"version\": \"1.4.0\",\n  \"dependencies\": { \"@tide/core\": \"1.4.0\" },\n  \"peerDependencies\": { \"@tide/core\": \"^1.0.0\" }\n}\n");
        git.Directory.Write("drayage.yaml", "project: tide\ncomponents:\n  tide: { ecosystem: npm }\n  core: { ecosystem: npm, path: packages/core }\n  app: { ecosystem: npm, path: packages/app }\n");
        await npm.In(git.Directory.Path).RunAsync("install", "--package-lock-only", "--offline");
        await git.CommitAsync("Begin");

        (await new BuiltDrayage(git.Directory.Path).RunAsync("version", "set", "1.5.0")).Ended(0);

        var edited = await File.ReadAllTextAsync(git.Directory["package-lock.json"], TestContext.Current.CancellationToken);
        Assert.DoesNotContain("1.4.0", edited, StringComparison.Ordinal);
        (await npm.RunAsync("install", "--package-lock-only", "--offline")).Succeeded();
        Assert.Equal(edited, await File.ReadAllTextAsync(git.Directory["package-lock.json"], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Restoring_in_locked_mode_takes_what_was_edited()
    {
        var dotnet = Peer.Require("dotnet").With("DOTNET_CLI_TELEMETRY_OPTOUT", "1").With("DOTNET_NOLOGO", "1");
        using var git = await GitFixture.StartAsync();
        git.Directory.Write("Directory.Build.props", "<Project><PropertyGroup><Version>1.4.0</Version><TargetFramework>net10.0</TargetFramework><RestorePackagesWithLockFile>true</RestorePackagesWithLockFile></PropertyGroup></Project>\n");
        git.Directory.Write("nuget.config", "<configuration><packageSources><clear /></packageSources></configuration>\n");
        git.Directory.Write("A/A.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\" />\n");
        git.Directory.Write("B/B.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\"><ItemGroup><ProjectReference Include=\"../A/A.csproj\" /></ItemGroup></Project>\n");
        git.Directory.Write("C/C.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\"><ItemGroup><ProjectReference Include=\"../B/B.csproj\" /></ItemGroup></Project>\n");
        git.Directory.Write(".gitignore", "obj/\nbin/\n");
        git.Directory.Write("drayage.yaml", "project: tide\ncomponents:\n  c: { ecosystem: dotnet, path: C }\n");
        dotnet.In(git.Directory.Path);
        (await dotnet.RunAsync("restore", "C/C.csproj", "--disable-build-servers")).Succeeded();
        await git.CommitAsync("Begin");

        (await new BuiltDrayage(git.Directory.Path).RunAsync("version", "bump", "major")).Ended(0);

        Assert.Contains("[2.0.0, )", await File.ReadAllTextAsync(git.Directory["C", "packages.lock.json"], TestContext.Current.CancellationToken), StringComparison.Ordinal);
        (await dotnet.RunAsync("restore", "C/C.csproj", "--locked-mode", "--force", "--disable-build-servers")).Succeeded();
    }
}
