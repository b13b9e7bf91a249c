using Drayage.Ecosystems.DotNet;
using Xunit;

namespace Drayage.Tests.Ecosystems.DotNet.Locking;

/// <summary><c>packages.lock.json</c> against projects.</summary>
public sealed class NuGetLockFilesTests
{
    private static ForeignTree Create() => new()
    {
        {
            "Directory.Packages.props",
            """
            <Project>
              <PropertyGroup>
                <ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally>
              </PropertyGroup>
              <ItemGroup>
                <PackageVersion Include="Polly.Core" Version="8.9.1" />
                <PackageVersion Include="Npgsql" Version="10.0" />
                <PackageVersion Include="Old" Version="1.0.0" Condition="'$(TargetFramework)' == 'net8.0'" />
                <PackageVersion Include="Range" Version="[1.0.0,2.0.0)" />
              </ItemGroup>
            </Project>
            """
        },
        {
            "src/Harbour.csproj",
            """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFrameworks>net10.0;net8.0</TargetFrameworks>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Polly.Core" />
                <PackageReference Include="Npgsql" VersionOverride="10.0.1" />
                <PackageReference Include="Range" />
              </ItemGroup>
              <ItemGroup Condition="'$(TargetFramework)' == 'net8.0'">
                <PackageReference Include="Old" />
              </ItemGroup>
            </Project>
            """
        },
        {
            "src/packages.lock.json",
            """
            {
              "version": 2,
              "dependencies": {
                "net10.0": {
                  "Npgsql": { "type": "Direct", "requested": "[10.0.1, )", "resolved": "10.0.1" },
                  "Polly.Core": { "type": "Direct", "requested": "[8.9.1, )", "resolved": "8.9.1" },
                  "Range": { "type": "Direct", "requested": "[1.0.0, 2.0.0)", "resolved": "1.0.0" }
                },
                "net10.0/linux-x64": {},
                "net8.0": {
                  "Npgsql": { "type": "Direct", "requested": "[10.0.1, )", "resolved": "10.0.1" },
                  "Old": { "type": "Direct", "requested": "[1.0.0, )", "resolved": "1.0.0" },
                  "Polly.Core": { "type": "Direct", "requested": "[8.9.1, )", "resolved": "8.9.1" },
                  "Range": { "type": "Direct", "requested": "[1.0.0, 2.0.0)", "resolved": "1.0.0" }
                }
              }
            }
            """
        },
    };

    [Fact]
    public void Unconditional_references_in_their_versions_are_fresh()
    {
        using var tree = Create();
        var compared = Assert.Single(tree.CompareLocks(new DotNetEcosystem()));
        Assert.Empty(compared.Differences);
        Assert.Equal("dotnet restore --force-evaluate src/Harbour.csproj", compared.Command);
    }

    [Theory]
    [InlineData("Directory.Packages.props", "8.9.1", "8.9.2", "Directory.Packages.props:6 requires Polly.Core 8.9.2, packages.lock.json has 8.9.1")]
    [InlineData("src/Harbour.csproj", "10.0.1", "10.0.2", "src/Harbour.csproj:7 requires Npgsql 10.0.2, packages.lock.json has 10.0.1")]
    public void A_version_that_moved_is_told_once_for_each_framework(string path, string old, string changed, string told)
    {
        using var tree = Create();
        Assert.Equal([told, told], tree.With(path, old, changed).LockDifferences(new DotNetEcosystem()));
    }

    [Fact]
    public void A_new_reference_and_a_new_framework_are_told()
    {
        using var tree = Create()
            .With("src/Harbour.csproj", "<PackageReference Include=\"Range\" />", "<PackageReference Include=\"Range\" /><PackageReference Include=\"New\" />")
            .With("src/Harbour.csproj", "net8.0</TargetFrameworks>", "net8.0;net9.0</TargetFrameworks>");
        Assert.Equal(
            [
                "src/Harbour.csproj:3 is for net9.0, which packages.lock.json does not have",
                "src/Harbour.csproj:8 requires New, which packages.lock.json does not have for net10.0",
                "src/Harbour.csproj:8 requires New, which packages.lock.json does not have for net8.0",
            ],
            tree.LockDifferences(new DotNetEcosystem()));
    }

    [Fact]
    public void A_reference_that_is_gone_is_told_unless_a_shared_file_may_make_it()
    {
        using var tree = Create().With("src/Harbour.csproj", "<PackageReference Include=\"Polly.Core\" />", "");
        Assert.Equal(
            ["net10.0", "net8.0"],
            tree.LockDifferences(new DotNetEcosystem()).Select(told => told.Split("has Polly.Core for ")[1].Split(',')[0]));

        tree.Add("build/Tests.props", "<Project><ItemGroup Condition=\"'$(IsTest)' == 'true'\"><PackageReference Include=\"Polly.Core\" /></ItemGroup></Project>");
        Assert.Empty(tree.LockDifferences(new DotNetEcosystem()));
    }

    [Theory]
    [InlineData("<PackageReference Include=\"Range\" />", "<PackageReference Include=\"Range\" /><PackageReference Include=\"Other\" Condition=\"Exists('x')\" />")]
    [InlineData("VersionOverride=\"10.0.1\"", "VersionOverride=\"$(Other)\"")]
    [InlineData("VersionOverride=\"10.0.1\"", "VersionOverride=\"10.*\"")]
    [InlineData("VersionOverride=\"10.0.1\" />", "VersionOverride=\"10.0.2\" /><PackageReference Update=\"Npgsql\" VersionOverride=\"10.0.1\" />")]
    public void What_only_MSBuild_can_tell_is_passed_over(string old, string changed)
    {
        using var tree = Create();
        Assert.Empty(tree.With("src/Harbour.csproj", old, changed).LockDifferences(new DotNetEcosystem()));
    }
}
