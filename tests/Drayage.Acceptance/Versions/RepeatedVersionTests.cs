using Drayage.Testing;
using Xunit;

namespace Drayage.Acceptance.Versions;

/// <summary>Places beside the manifests that people forget: requirements kept in one place for all, and a version with a letter before it.</summary>
public sealed class RepeatedVersionTests
{
    private static readonly (string Path, string Text)[] Files =
    [
        ("drayage.yaml", """
            project: tide
            components:
              core: { ecosystem: cargo, path: core }
              lib: { ecosystem: dotnet, path: dotnet/Lib }
              chart: { ecosystem: helm, path: chart }
              other: { ecosystem: helm, path: other, version: own }

            """),
        ("Cargo.toml", """
            [workspace]
            members = ["core"]

            [workspace.dependencies]
            tide-core = { path = "core", version = "=«1.4.0»" }  # nobody inherits it yet
            renamed = { package = "tide-core", path = "core", version = "«1.4.0»" }
            foreign = "1.4.0"

            """),
        ("core/Cargo.toml", "[package]\nname = \"tide-core\"\nversion = \"«1.4.0»\"\nedition = \"2021\"\n"),
        ("core/src/lib.rs", "\n"),
        ("dotnet/Directory.Packages.props", """
            <Project>
              <ItemGroup>
                <PackageVersion Include="tide.lib" Version="[«1.4.0»]" /> <!-- ours -->
                <PackageVersion Include="Foreign" Version="1.4.0" />
              </ItemGroup>
            </Project>

            """),
        ("dotnet/Lib/Tide.Lib.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework>net10.0</TargetFramework><Version>«1.4.0»</Version></PropertyGroup></Project>\n"),
        ("dotnet/App/App.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework><IsPackable>false</IsPackable></PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Tide.Lib"
                                  VersionOverride="«1.4.0»" />
              </ItemGroup>
            </Project>

            """),
        ("dotnet/App/packages.lock.json", "{ \"version\": 2, \"dependencies\": {} }\n"),
        ("chart/Chart.yaml", "apiVersion: v2\nname: tide\nversion: «1.4.0»\nappVersion: \"v«1.4.0»\"\n"),
        ("other/Chart.yaml", "apiVersion: v2\nname: other\nversion: 7.0.0\nappVersion: v1.4.0\n"),
    ];

    [Fact]
    public async Task Central_requirements_and_lettered_versions_move_along()
    {
        using var git = await CreateAsync();

        var bump = (await new BuiltDrayage(git.Directory.Path).RunAsync("version", "bump", "minor", "--only", "core")).Ended(0);

        foreach (var (path, text) in Files)
            Assert.Equal(Saying(text, "1.5.0"), await File.ReadAllTextAsync(git.Directory[path.Split('/')], TestContext.Current.CancellationToken));
        Assert.Contains("renew it: dotnet restore --force-evaluate dotnet/App", bump.Error, StringComparison.Ordinal);
        (await new BuiltDrayage(git.Directory.Path).RunAsync("version", "check")).Ended(0);
    }

    [Fact]
    public async Task A_central_requirement_that_was_left_behind_is_a_disagreement()
    {
        using var git = await CreateAsync();
        git.Directory.Write("Cargo.toml", Saying(Files[1].Text, "1.4.0").Replace("=1.4.0", "=1.3.0", StringComparison.Ordinal));
        git.Directory.Write("chart/Chart.yaml", "apiVersion: v2\nname: tide\nversion: 1.3.0\n");

        var check = (await new BuiltDrayage(git.Directory.Path).RunAsync("version", "check")).Ended(1);

        check.Refused(1, "Cargo.toml:5:40 shuts out version 1.4.0 of tide-core in Cargo.toml", "it requires '=1.3.0'", "correct the requirement");
        // Of several versions the command has to say which.
        check.Refused(1, "chart/Chart.yaml:3:10 says 1.3.0 for tide", "says 1.4.0", "drayage version set 1.4.0 --only core");
    }

    [Fact]
    public async Task A_suffix_that_stands_apart_moves_with_its_prefix()
    {
        const string Properties = "<Project>\n  <PropertyGroup>\n    <VersionPrefix>1.4.0</VersionPrefix>\n    <!-- of 1.4.0 -->\n    <VersionSuffix>beta.2</VersionSuffix>\n  </PropertyGroup>\n</Project>\n";
        using var git = await GitFixture.StartAsync();
        git.Directory.Write("drayage.yaml", "project: tide\ncomponents:\n  a: { ecosystem: dotnet, path: A }\n  py: { ecosystem: python, path: py }\n");
        git.Directory.Write("Directory.Build.props", Properties);
        git.Directory.Write("A/A.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>\n");
        git.Directory.Write("py/pyproject.toml", "[build-system]\nrequires = [\"hatchling\"]\nbuild-backend = \"hatchling.build\"\n\n[project]\nname = \"tide\"\nversion = \"1.4.0b2\"\n");
        await git.CommitAsync("Begin");
        var drayage = new BuiltDrayage(git.Directory.Path);

        (await drayage.RunAsync("version", "check")).Ended(0);
        (await drayage.RunAsync("version", "bump", "prerelease")).Ended(0);
        await SaysAsync("1.4.0", "beta.3");
        (await drayage.RunAsync("version", "set", "1.5.0rc1")).Ended(0);
        await SaysAsync("1.5.0", "rc.1");
        (await drayage.RunAsync("version", "bump", "minor")).Ended(0);
        await SaysAsync("1.5.0", "");
        // Where the suffix is gone the prefix says all of it.
        (await drayage.RunAsync("version", "set", "1.6.0-rc.1")).Ended(0);
        await SaysAsync("1.6.0-rc.1", "");
        (await drayage.RunAsync("version", "check")).Ended(0);

        async Task SaysAsync(string prefix, string suffix) => Assert.Equal(
            Properties.Replace(">1.4.0<", $">{prefix}<", StringComparison.Ordinal).Replace(">beta.2<", $">{suffix}<", StringComparison.Ordinal),
            await File.ReadAllTextAsync(git.Directory["Directory.Build.props"], TestContext.Current.CancellationToken));
    }

    private static async Task<GitFixture> CreateAsync()
    {
        var git = await GitFixture.StartAsync();
        foreach (var (path, text) in Files)
            git.Directory.Write(path, Saying(text, "1.4.0"));
        await git.CommitAsync("Begin");
        return git;
    }

    private static string Saying(string text, string version) => text.Replace("«1.4.0»", version, StringComparison.Ordinal);
}
