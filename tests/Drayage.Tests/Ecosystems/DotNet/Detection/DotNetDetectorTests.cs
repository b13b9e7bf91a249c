using Drayage.Ecosystems.DotNet.Detection;
using Drayage.Model.Detection;
using Drayage.Pipeline.Detection;
using Xunit;

namespace Drayage.Tests.Ecosystems.DotNet.Detection;

public sealed class DotNetDetectorTests : IDisposable
{
    private readonly ForeignTree tree = DotNetTree.Create();
    private readonly DetectedPackages found;

    public DotNetDetectorTests() => found = tree.Detect(new DotNetDetector());

    public void Dispose() => tree.Dispose();

    [Theory]
    [InlineData("Example.Harbour", "0.8.2-edge.3", "foreign/csharp/Directory.Build.props:4:21")]
    [InlineData("Harbour.Analyzers", "3.1.0-beta", "foreign/csharp/src/Harbour.Analyzers/Harbour.Analyzers.csproj:6:7")]
    [InlineData("Harbour.Tool", "2.5.0", "foreign/csharp/src/Harbour.Tool/version.txt:1:1")]
    [InlineData("Harbour.UnitTests", "0.8.2", "foreign/csharp/Directory.Build.props:4:21")]
    public void A_version_is_computed_and_its_place_is_where_to_edit_it(string name, string version, string at)
    {
        var actual = Assert.IsType<PackageVersion.Static>(Named(name).Version);
        Assert.Equal((version, at), (actual.Text, actual.At.ToString()));
    }

    [Theory]
    [InlineData("Example.Harbour", true, "IsPackable is true by default")]
    [InlineData("Harbour.Internal", false, "IsPackable is false")]
    [InlineData("Harbour.Service", false, "Microsoft.NET.Sdk.Web sets IsPackable to false")]
    [InlineData("Harbour.UnitTests", false, "Microsoft.NET.Test.Sdk makes it a test project")]
    [InlineData("Harbour.Support", true, "IsPackable is true by default")]
    [InlineData("Producer", true, "IsPackable is true by default")]
    [InlineData("Old.Thing", false, "not an SDK-style project; dotnet pack does not pack it")]
    public void Publishability_gives_its_reason(string name, bool expected, string reason)
    {
        var judged = Named(name).Publishability;
        Assert.Equal((expected, reason), (judged.IsPublishable, judged.Reason));
    }

    [Theory]
    [InlineData("Example.Harbour", PackageRole.Product, "nupkg:Example.Harbour library:Harbour.Client")]
    [InlineData("Harbour.Tool", PackageRole.Product, "dotnet-tool:harbour nupkg:Harbour.Tool binary:Harbour.Tool")]
    [InlineData("Harbour.Service", PackageRole.Product, "binary:Harbour.Service")]
    [InlineData("Harbour.UnitTests", PackageRole.Test, "library:Harbour.UnitTests")]
    [InlineData("Producer", PackageRole.Example, "nupkg:Producer binary:Producer")]
    [InlineData("Old.Thing", PackageRole.Product, "")]
    public void Roles_and_products_follow_the_manifest(string name, PackageRole role, string products)
    {
        var package = Named(name);
        Assert.Equal((role, products), (package.Role, string.Join(' ', package.Products.Select(product => $"{product.Kind}:{product.Name}"))));
    }

    [Fact]
    public void Only_restoring_keeps_the_unit_tests_from_being_packed() =>
        Assert.Contains(Named("Harbour.UnitTests").Facts, fact => fact is { Name: "IsPackable", Value: "true until restore; only Microsoft.NET.Test.Sdk turns it off" });

    [Fact]
    public void Project_references_are_local_dependencies()
    {
        Assert.Equal(
            [("Harbour.Internal", LocalDependencyKind.Runtime, "foreign/csharp/src/Harbour/Harbour.csproj:9:32"),
                ("Harbour.Analyzers", LocalDependencyKind.Build, "foreign/csharp/src/Harbour/Harbour.csproj:10:32")],
            Named("Example.Harbour").Dependencies.Select(d => (d.Name, d.Kind, d.At.ToString())));
        Assert.Equal([("Example.Harbour", LocalDependencyKind.Development)], Named("Harbour.UnitTests").Dependencies.Select(d => (d.Name, d.Kind)));
    }

    [Fact]
    public void A_solution_that_lists_a_project_is_a_fact() =>
        Assert.Contains(Named("Example.Harbour").Facts, fact => fact is { Name: "solution", Value: "foreign/csharp/Harbour.slnx", At.Line: 3 });

    [Fact]
    public void Accidents_are_warned_of() => Assert.Equal(
        [
            ("depends-on-unpublished", "foreign/csharp/src/Harbour/Harbour.csproj:9:32"),
            ("example-project-packable", "foreign/csharp/examples/Producer/Producer.csproj:1:1"),
            ("test-project-packable", "foreign/csharp/tests/Harbour.Support/Harbour.Support.csproj:1:1"),
            ("test-project-packable", "foreign/csharp/tests/Harbour.WireTests/Harbour.WireTests.csproj:1:1"),
        ],
        found.Warnings.Select(warning => (warning.Code, warning.At!.ToString())).Order());

    [Fact]
    public void A_test_project_of_several_frameworks_is_packed_in_spite_of_its_test_sdk() => Assert.Contains(
        found.Warnings,
        warning => warning.Message == "dotnet pack would make a package of Harbour.WireTests, a test project: IsPackable is true by default, "
            + "and Microsoft.NET.Test.Sdk does not change that in a project with TargetFrameworks");

    [Theory]
    [InlineData("<Version>$([System.DateTime]::UtcNow.ToString('yyyy.M.d'))</Version>", "MSBuild")]
    [InlineData("<Version Condition=\"'$(OS)' == 'Windows_NT'\">2.0.0</Version>", "MSBuild")]
    [InlineData("<VersionPrefix>1.0.$([MSBuild]::Add($([System.Environment]::TickCount), 1))</VersionPrefix>", "MSBuild")]
    public void What_only_msbuild_can_tell_is_not_guessed(string property, string provider)
    {
        using var other = Single($"<PropertyGroup>{property}</PropertyGroup>");
        var version = Assert.IsType<PackageVersion.Dynamic>(Assert.Single(other.Detect(new DotNetDetector()).Packages).Version);
        Assert.Equal((provider, 1), (version.Provider, version.At!.Line));
    }

    [Fact]
    public void A_package_that_reads_the_version_from_git_is_named()
    {
        using var other = Single("<ItemGroup><PackageReference Include=\"MinVer\" Version=\"6.0.0\" PrivateAssets=\"all\" /></ItemGroup>");
        Assert.Equal("MinVer", Assert.IsType<PackageVersion.Dynamic>(Assert.Single(other.Detect(new DotNetDetector()).Packages).Version).Provider);
    }

    [Fact]
    public void A_missing_version_is_told()
    {
        using var other = Single("");
        var none = Assert.IsType<PackageVersion.None>(Assert.Single(other.Detect(new DotNetDetector()).Packages).Version);
        Assert.Equal(("no Version property; MSBuild takes 1.0.0", "1.0.0", null), (none.Reason, none.Assumed, none.Text));
    }

    [Fact]
    public void A_test_project_that_says_it_is_packable_means_it()
    {
        using var other = new ForeignTree
        {
            { "tests/Kit/Kit.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><IsPackable>true</IsPackable></PropertyGroup></Project>" },
        };
        var result = other.Detect(new DotNetDetector());
        Assert.True(Assert.Single(result.Packages).Publishability.IsPublishable);
        Assert.Empty(result.Warnings);
    }

    [Fact]
    public void Broken_files_are_told_with_their_place_and_stop_nothing()
    {
        using var other = new ForeignTree
        {
            { "Directory.Build.props", "<Project>\n  <PropertyGroup>\n</Project>" },
            { "a/A.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\" />" },
            { "b/B.csproj", "" },
        };
        var result = other.Detect(new DotNetDetector());
        Assert.Equal("A", Assert.Single(result.Packages).Name);
        Assert.Equal(
            [("unreadable-manifest", "Directory.Build.props", 3), ("unreadable-manifest", "b/B.csproj", 0)],
            result.Warnings.Select(warning => (warning.Code, warning.At!.Path, warning.At.Line)));
    }

    [Fact]
    public void An_old_solution_lists_its_projects()
    {
        using var other = new ForeignTree
        {
            { "All.sln", "Project(\"{FAE04EC0-301F-11D3-BF4B-00C04F79EFBC}\") = \"A\", \"a\\A.csproj\", \"{11111111-0000-0000-0000-000000000000}\"\nEndProject\n" },
            { "a/A.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\" />" },
        };
        Assert.Contains(Assert.Single(other.Detect(new DotNetDetector()).Packages).Facts, fact => fact is { Name: "solution", Value: "All.sln", At: { Line: 1 } });
    }

    private Package Named(string name) => found.Packages.Single(package => package.Name == name);

    private static ForeignTree Single(string body) => new() { { "P/P.csproj", $"<Project Sdk=\"Microsoft.NET.Sdk\">{body}</Project>" } };
}
