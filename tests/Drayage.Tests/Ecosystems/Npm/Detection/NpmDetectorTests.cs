using Drayage.Ecosystems.Npm.Detection;
using Drayage.Model;
using Drayage.Model.Detection;
using Drayage.Pipeline.Detection;
using Xunit;

namespace Drayage.Tests.Ecosystems.Npm.Detection;

public sealed class NpmDetectorTests : IDisposable
{
    private readonly ForeignTree tree = NpmTree.Create();
    private readonly DetectedPackages found;

    public NpmDetectorTests() => found = tree.Detect(new NpmDetector());

    public void Dispose() => tree.Dispose();

    [Fact]
    public void Every_declared_package_is_listed_and_module_markers_are_not() => Assert.Equal(
        ["Phone", "web", "hello-harbour", "harbour", "@harbour/client", "@harbour/core", "legacy", "@harbour/testing", "@harbour/plugin-tides"],
        found.Packages.Select(package => package.Name));

    [Fact]
    public void A_version_knows_where_it_stands()
    {
        var version = Assert.IsType<PackageVersion.Static>(Named("@harbour/core").Version);
        Assert.Equal("1.4.0-edge.2", version.Text);
        Assert.Equal(new SourceLocation("packages/core/package.json", 3, 14), version.At);
        Assert.IsType<PackageVersion.None>(Named("@harbour/testing").Version);
    }

    [Theory]
    [InlineData("harbour", false, "private: true")]
    [InlineData("@harbour/core", true, "publishConfig.registry")]
    [InlineData("@harbour/client", true, "default")]
    [InlineData("legacy", false, "not-a-version is not a semantic version")]
    [InlineData("@harbour/plugin-tides", true, "default")]
    [InlineData("Phone", false, "Phone is not a name that npm accepts")]
    [InlineData("web", false, "private: true")]
    public void Publishability_gives_its_reason(string name, bool expected, string reason)
    {
        var judged = Named(name).Publishability;
        Assert.Equal((expected, reason), (judged.IsPublishable, judged.Reason));
    }

    [Fact]
    public void A_registry_restricts_publishing() =>
        Assert.Equal(["https://npm.example.test/"], Named("@harbour/core").Publishability.Registries);

    [Fact]
    public void Local_dependencies_are_found_through_ranges_aliases_and_paths()
    {
        Assert.Equal(
            [("@harbour/core", "^1.4.0-0", true), ("@harbour/testing", "*", true), ("@harbour/plugin-tides", null, true)],
            Named("@harbour/client").Dependencies.Select(d => (d.Name, d.Requirement, d.OrdersPublishing)));
        Assert.Equal([("@harbour/core", "^1.4.0-0")], Named("@harbour/testing").Dependencies.Select(d => (d.Name, d.Requirement)));
        var development = Assert.Single(Named("@harbour/core").Dependencies);
        Assert.Equal((LocalDependencyKind.Development, "workspace:*", false), (development.Kind, development.Requirement, development.OrdersPublishing));
        Assert.Equal(new SourceLocation("packages/core/package.json", 9, 44), development.At);
    }

    [Fact]
    public void Facts_tell_commands_files_and_workspaces()
    {
        var facts = Named("@harbour/core").Facts;
        Assert.Contains(facts, fact => fact is { Name: "bin", Value: "core -> ./cli.js" });
        Assert.Contains(facts, fact => fact is { Name: "workspace", Value: "package.json" });
        Assert.Contains(facts, fact => fact is { Name: "files", Value: "!dist/**/*.map" });
        Assert.DoesNotContain(Named("legacy").Facts, fact => fact.Name == "workspace");
        Assert.DoesNotContain(Named("Phone").Facts, fact => fact.Name == "workspace");
    }

    [Fact]
    public void Accidents_are_warned_of() => Assert.Equal(
        [
            ("depends-on-unpublished", "packages/client/package.json:4:70"),
            ("example-package-publishable", "examples/hello/package.json:1:11"),
            ("unreadable-manifest", "broken/package.json:3:1"),
            ("workspace-pattern-unmatched", "package.json:11:7"),
        ],
        found.Warnings.Select(warning => (warning.Code, warning.At!.ToString())).Order());

    [Fact]
    public void Two_members_of_one_name_and_a_publishable_root_are_warned_of()
    {
        using var other = new ForeignTree
        {
            { "package.json", """{"name":"root","version":"1.0.0","workspaces":["a","b"]}""" },
            { "a/package.json", """{"name":"same","version":"1.0.0"}""" },
            { "b/package.json", """{"name":"same","version":"1.0.0"}""" },
        };
        Assert.Equal(
            ["workspace-root-publishable", "duplicate-package-name"],
            other.Detect(new NpmDetector()).Warnings.Select(warning => warning.Code));
    }

    [Fact]
    public void Pnpm_and_lerna_list_their_members_elsewhere()
    {
        using var pnpm = new ForeignTree
        {
            { "package.json", """{"private":true}""" },
            { "pnpm-workspace.yaml", "packages:\n  - 'libs/**'\n  - '!**/test/**'\n" },
            { "libs/a/package.json", """{"name":"a","version":"1.0.0"}""" },
            { "libs/a/test/app/package.json", """{"name":"t","version":"1.0.0"}""" },
        };
        Assert.Equal([("a", "pnpm-workspace.yaml")], Members(pnpm));

        using var lerna = new ForeignTree
        {
            { "package.json", """{"private":true}""" },
            { "lerna.json", """{"version":"independent"}""" },
            { "packages/a/package.json", """{"name":"a","version":"1.0.0"}""" },
        };
        Assert.Equal([("a", "lerna.json")], Members(lerna));
    }

    [Fact]
    public void A_malformed_pnpm_workspace_is_told_with_its_place()
    {
        using var pnpm = new ForeignTree { { "package.json", """{"private":true}""" }, { "pnpm-workspace.yaml", "packages:\n  - 'a\n" } };
        var warning = Assert.Single(pnpm.Detect(new NpmDetector()).Warnings);
        Assert.Equal(("unreadable-manifest", "pnpm-workspace.yaml"), (warning.Code, warning.At!.Path));
    }

    private Package Named(string name) => found.Packages.Single(package => package.Name == name);

    private static IEnumerable<(string Name, string Workspace)> Members(ForeignTree tree) =>
        from package in tree.Detect(new NpmDetector()).Packages
        from fact in package.Facts
        where fact.Name == "workspace"
        select (package.Name, fact.Value);
}
