using Drayage.Ecosystems.Go.Detection;
using Drayage.Model.Detection;
using Xunit;

namespace Drayage.Tests.Ecosystems.Go.Detection;

public sealed class GoDetectorTests
{
    private const string Program = "package main\n\nfunc main() {}\n";

    [Fact]
    public void AProgramAndALibraryOfOneModule()
    {
        using var tree = new ForeignTree
        {
            { "go.mod", "module github.com/acme/tide/v2 // the second\n\ngo 1.22\ntoolchain go1.22.3\n" },
            { "main.go", Program },
            { "pkg/api/api.go", "// Package api speaks.\npackage api\n" },
            { "cmd/tide-server/server.go", "package main\n\nvar version = \"dev\" // set by the linker\n\nfunc main() {}\n" },
            { "cmd/tide-server/server_test.go", "package main\n" },
        };

        var package = Assert.Single(tree.Detect(new GoDetector()).Packages);

        Assert.Equal("github.com/acme/tide/v2", package.Name);
        Assert.Equal(new PackageVersion.Dynamic("git tag", new("go.mod", 1, 8)), package.Version);
        Assert.True(package.Publishability.IsPublishable);
        Assert.Equal(
            [
                new Product(ProductKind.Module, "github.com/acme/tide/v2"),
                new Product(ProductKind.Binary, "tide"),
                new Product(ProductKind.Binary, "tide-server", "cmd/tide-server"),
            ],
            package.Products);
        Assert.Contains(new PackageFact("version-variable", "main.version", new("cmd/tide-server/server.go", 3, 16)), package.Facts);
        Assert.Contains(new PackageFact("go", "1.22", new("go.mod", 3, 4)), package.Facts);
        Assert.Contains(new PackageFact("tag-prefix", "v"), package.Facts);
    }

    [Fact]
    public void NestedModulesAreTaggedByTheirDirectory()
    {
        using var tree = new ForeignTree
        {
            { "go.mod", "module github.com/acme/tide\n" },
            { "tide.go", "package tide\n" },
            { "foreign/go/go.mod", "module github.com/acme/tide/foreign/go\nrequire github.com/acme/tide v0.4.0\n" },
            { "foreign/go/version.go", "package client\n\nconst (\n\tName = \"tide\"\n\tVersion = \"0.7.0\"\n)\n" },
            { "foreign/go/v3/go.mod", "module github.com/acme/tide/foreign/go/v3\n" },
            { "foreign/go/v3/client.go", "package client\n" },
        };

        var packages = tree.Detect(new GoDetector()).Packages;

        Assert.Equal(["v", "foreign/go/v", "foreign/go/v"], packages.Select(package => package.Facts.Single(fact => fact.Name == "tag-prefix").Value));
        Assert.Equal([new LocalDependency("github.com/acme/tide", "v0.4.0", new("foreign/go/go.mod", 2, 30))], packages[1].Dependencies);
        Assert.Contains(new PackageFact("version-constant", "0.7.0", new("foreign/go/version.go", 5, 13)), packages[1].Facts);
        Assert.Empty(packages[0].Dependencies);
    }

    [Theory]
    [InlineData("replace github.com/acme/other => ../other", "replace github.com/acme/other => ../other", 1)]
    [InlineData("replace (\n\tgithub.com/a/b v1.0.0 => github.com/acme/b v1.0.1\n)", "replace github.com/a/b => github.com/acme/b", 1)]
    [InlineData("replace github.com/a/b => github.com/a/b v1.0.1", "replace github.com/a/b => github.com/a/b", 0)]
    public void AModuleWithReplacementsCannotBeReleased(string directive, string reason, int warnings)
    {
        using var tree = new ForeignTree { { "go.mod", $"module github.com/acme/tide\n{directive}\n" }, { "main.go", Program } };

        var found = tree.Detect(new GoDetector());

        Assert.False(found.Packages[0].Publishability.IsPublishable);
        Assert.Equal(reason, found.Packages[0].Publishability.Reason);
        Assert.Equal(warnings, found.Warnings.Count(warning => warning.Code == "go-replace-blocks-release"));
    }

    [Theory]
    [InlineData("tide", "the module path names no host")]
    [InlineData("github.com/acme/empty", "it holds nothing to import or run")]
    public void SomeModulesNobodyCanFetch(string path, string reason)
    {
        using var tree = new ForeignTree { { "go.mod", $"module {path}\n" } };

        Assert.Equal(reason, tree.Detect(new GoDetector()).Packages[0].Publishability.Reason);
    }

    [Fact]
    public void DirectoriesThatTheGoCommandPassesOverArePassedOver()
    {
        using var tree = new ForeignTree
        {
            { "go.mod", "module github.com/acme/tide\n" },
            { "testdata/broken/go.mod", "module broken\n" },
            { "vendor/github.com/x/y/main.go", Program },
            { "testdata/main.go", Program },
            { "_old/main.go", Program },
            { ".hidden/main.go", Program },
            { "gen/generate.go", "//go:build ignore\n\npackage main\n\nfunc main() {}\n" },
            { "lib/lib.go", "package lib\n" },
            { "lib/build.go", "// +build none\n//go:build ignore\n\npackage main\n\nfunc main() {}\n" },
            { "notest/x_test.go", Program },
            { "plugin/plugin.go", "package main\n\n// func main() is absent\n" },
        };

        var package = Assert.Single(tree.Detect(new GoDetector()).Packages);

        Assert.Equal([new Product(ProductKind.Module, "github.com/acme/tide")], package.Products);
    }

    [Fact]
    public void ConstrainedProgramsAreListedWithTheirConstraint()
    {
        using var tree = new ForeignTree
        {
            { "go.mod", "module github.com/acme/tide\n" },
            { "cmd/agent/agent_linux.go", Program },
            { "cmd/agent/agent_windows_amd64.go", Program },
            { "cmd/tool/tool.go", "//go:build cgo && !race\n\npackage main\n\nfunc main() {}\n" },
        };

        var package = Assert.Single(tree.Detect(new GoDetector()).Packages);

        Assert.Equal(["agent", "tool"], package.Products.Select(product => product.Name));
        Assert.Equal(
            ["github.com/acme/tide/cmd/agent: linux", "github.com/acme/tide/cmd/tool: cgo && !race"],
            package.Facts.Where(fact => fact.Name == "build-constraint").Select(fact => fact.Value));
    }

    [Fact]
    public void WorkspacesNameTheirModules()
    {
        using var tree = new ForeignTree
        {
            { "go.work", "go 1.22\nuse (\n\t./api\n\t./gone\n)\n" },
            { "api/go.mod", "module example.com/tide/api\n" },
            { "api/api.go", "package api\n" },
        };

        var found = tree.Detect(new GoDetector());

        Assert.Contains(new PackageFact("workspace", "go.work", new("go.work", 3, 2)), found.Packages[0].Facts);
        var warning = Assert.Single(found.Warnings);
        Assert.Equal(("workspace-member-missing", new("go.work", 4, 2)), (warning.Code, warning.At!));
    }

    [Theory]
    [InlineData("module example.com/tide\nrequire (\n", "the block of 'require' is not closed", 2, 1)]
    [InlineData("go 1.22\n", "there is no module directive", 1, 1)]
    [InlineData("module example.com/tide\nreplace a b\n", "'replace' reads 'module [version] => other [version]'", 2, 1)]
    public void AnUnreadableManifestBecomesAWarning(string text, string reason, int line, int column)
    {
        using var tree = new ForeignTree { { "bad/go.mod", text }, { "go.mod", "module example.com/good\n" } };

        var found = tree.Detect(new GoDetector());

        Assert.Equal("example.com/good", Assert.Single(found.Packages).Name);
        var warning = Assert.Single(found.Warnings);
        Assert.Equal(CatalogWarning.UnreadableManifest, warning.Code);
        Assert.Contains(reason, warning.Message, StringComparison.Ordinal);
        Assert.Equal(new("bad/go.mod", line, column), warning.At);
    }

    [Theory]
    [InlineData("a", "module example.com/tide/b\n", "package a\n", "go-module-path-mismatch")]
    [InlineData("a", "module example.com/tide/a\n", "package a\n", null)]
    [InlineData("a", "module example.com/tide/a/v2\n", "package a\nconst Version = \"2.1.0\"\n", null)]
    [InlineData("a", "module example.com/tide/a\n", "package a\nconst Version = \"2.1.0\"\n", "go-major-version-path")]
    [InlineData("a", "module example.com/tide/a/v3\n", "package a\nconst Version = \"v2.1.0\"\n", "go-major-version-path")]
    [InlineData("a/v1", "module example.com/tide/a/v1\n", "package a\n", "go-major-version-path")]
    [InlineData("examples/a", "module example.com/tide/b\n", "package a\n", null)]
    public void AccidentsOfModulePaths(string directory, string manifest, string source, string? code)
    {
        using var tree = new ForeignTree { { directory + "/go.mod", manifest }, { directory + "/version.go", source } };

        Assert.Equal(code is null ? [] : [code], tree.Detect(new GoDetector()).Warnings.Select(warning => warning.Code));
    }

    [Fact]
    public void StatementsForPeopleAreKept()
    {
        using var tree = new ForeignTree
        {
            { "go.mod", "// Deprecated: use v2.\nmodule example.com/tide\nretract [v0.1.0, v0.2.0] // broken\n" },
            { "tide.go", "package tide\n" },
            { "tools/go.mod", "module example.com/tide/tools\n" },
            { "examples/go.mod", "module example.com/tide/examples\n" },
        };

        var packages = tree.Detect(new GoDetector()).Packages;

        Assert.Contains(packages[0].Facts, fact => fact is { Name: "deprecated", Value: "use v2." });
        Assert.Contains(packages[0].Facts, fact => fact is { Name: "retract", Value: "[v0.1.0, v0.2.0]" });
        Assert.Equal([PackageRole.Product, PackageRole.Example, PackageRole.Tooling], packages.Select(package => package.Role));
    }
}
