using System.IO.Compression;
using Drayage.Ecosystems.DotNet;
using Drayage.Model;
using Drayage.Model.Targets;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Ecosystems.DotNet.Building;

public sealed class DotNetBuilderTests
{
    [Fact]
    public async Task A_package_has_the_release_version_and_the_same_bytes_on_another_path()
    {
        using var output = new TemporaryDirectory();
        using var first = Library();
        using var second = Library();
        var one = await Builds.RunAsync(first, new DotNetEcosystem(), new DotNetSettings(), "src/Lib", "1.3.0-rc.2", output["one"]);
        var two = await Builds.RunAsync(second, new DotNetEcosystem(), new DotNetSettings(), "src/Lib", "1.3.0-rc.2", output["two"]);
        Assert.Equal(output["one", "Harbour.Lib.1.3.0-rc.2.nupkg"], Assert.Single(one));
        Assert.Equal(File.ReadAllBytes(one[0]), File.ReadAllBytes(two[0]));
        using var zip = ZipFile.OpenRead(one[0]);
        using var reader = new StreamReader(zip.GetEntry("Harbour.Lib.nuspec")!.Open());
        Assert.Contains("<version>1.3.0-rc.2</version>", await reader.ReadToEndAsync());
    }

    [Fact]
    public async Task A_program_is_one_file_that_runs()
    {
        using var output = new TemporaryDirectory();
        using var tree = new ForeignTree
        {
            { "App/App.csproj", """<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><AssemblyName>harbour</AssemblyName><Version>1.0.0</Version></PropertyGroup></Project>""" },
            { "App/Program.cs", "System.Console.WriteLine(\"ahoy\");" },
        };
        var settings = new DotNetSettings { Publishes = true, SelfContained = false, Platforms = [Here()] };
        var outputs = await Builds.RunAsync(tree, new DotNetEcosystem(), settings, "App", "1.0.0", output["out"]);
        Assert.Equal("ahoy\n", (await Peer.Require(Assert.Single(outputs)).RunAsync()).Succeeded().Output);
    }

    [Fact]
    public void Inputs_are_all_that_decides_the_result()
    {
        using var tree = DetectedTree();
        var step = new DotNetEcosystem().Builder.Plan(Builds.Context(tree, new DotNetEcosystem(), new DotNetSettings(), "src/Lib", "1.0.0")).Builds.Single();
        Assert.Equal(["Directory.Build.props", "README.md", "eng/common.props", "global.json", "shared", "src/Core", "src/Lib"], step.Inputs);
        Assert.Equal("dotnet", step.Lock);
    }

    [Fact]
    public void A_version_that_the_projects_state_themselves_is_not_forced_on_them()
    {
        using var tree = DetectedTree();
        var ecosystem = new DotNetEcosystem();
        var own = ecosystem.Builder.Plan(Builds.Context(tree, ecosystem, new DotNetSettings(), "src/Lib", "1.0.0")).Builds.Single().Commands.Single();
        Assert.DoesNotContain(own.Arguments, argument => argument.StartsWith("-p:Version", StringComparison.Ordinal));
        var other = ecosystem.Builder.Plan(Builds.Context(tree, ecosystem, new DotNetSettings(), "src/Lib", "2.0.0")).Builds.Single().Commands.Single();
        Assert.Contains("-p:Version=2.0.0", other.Arguments);
    }

    [Fact]
    public void What_cannot_be_built_is_refused_with_its_place()
    {
        using var tree = DetectedTree();
        var ecosystem = new DotNetEcosystem();
        var refused = Assert.Throws<ReleaseException>(() => ecosystem.Builder.Plan(Builds.Context(tree, ecosystem, new DotNetSettings(), "src/Core", "1.0.0")));
        Assert.Contains("IsPackable is false (src/Core/Core.csproj:1:", refused.Because);
        var platform = new DotNetSettings { Publishes = true, Platforms = [new TargetPlatform("linux", "amd64")] };
        Assert.Contains("is no program", Assert.Throws<ReleaseException>(() => ecosystem.Builder.Plan(Builds.Context(tree, ecosystem, platform, "src/Lib", "1.0.0"))).Because);
    }

    private static ForeignTree Library() => new()
    {
        { "src/Lib/Lib.csproj", """<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework><PackageId>Harbour.Lib</PackageId><Version>0.0.1</Version><Description>A library</Description></PropertyGroup></Project>""" },
        { "src/Lib/Class.cs", "namespace Harbour; public static class Tide { public static int Height(int at) => at > 6 ? throw new System.ArgumentException(nameof(at)) : at; }" },
    };

    private static ForeignTree DetectedTree() => new()
    {
        { "global.json", "{}" },
        { "Directory.Build.props", "<Project><Import Project=\"eng/common.props\" /><PropertyGroup><Version>1.0.0</Version></PropertyGroup></Project>" },
        { "eng/common.props", "<Project />" },
        { "eng/unused.props", "<Project />" },
        { "README.md", "" },
        { "shared/a/A.cs", "" },
        { "src/Lib/Lib.csproj", """<Project Sdk="Microsoft.NET.Sdk"><ItemGroup><None Include="..\..\README.md" Pack="true" /><Compile Include="../../shared/**/*.cs" /><ProjectReference Include="../Core/Core.csproj" /></ItemGroup></Project>""" },
        { "src/Core/Core.csproj", """<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><IsPackable>false</IsPackable></PropertyGroup></Project>""" },
        { "src/Other/Other.csproj", """<Project Sdk="Microsoft.NET.Sdk" />""" },
    };

    private static TargetPlatform Here() => TargetPlatform.TryFromRuntimeIdentifier(
        System.Runtime.InteropServices.RuntimeInformation.RuntimeIdentifier, out var platform, out _)
        ? platform
        : throw new Xunit.Sdk.XunitException(System.Runtime.InteropServices.RuntimeInformation.RuntimeIdentifier);
}
