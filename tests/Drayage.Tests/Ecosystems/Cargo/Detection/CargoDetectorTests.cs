using Drayage.Ecosystems.Cargo.Detection;
using Drayage.Model.Detection;
using Drayage.Pipeline.Detection;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Ecosystems.Cargo.Detection;

public sealed class CargoDetectorTests
{
    private static Package Only(DetectedPackages found) => Assert.Single(found.Packages);

    [Fact]
    public void APackageWithItsPlaces()
    {
        using var tree = new ForeignTree
        {
            {
                "Cargo.toml", """
                [package]
                name = "tide-cli"
                version = "1.4.0-rc.1"
                edition = "2024"
                rust-version = "1.85"
                license = "Apache-2.0"
                description = "Tides"

                [features]
                default = ["tables"]
                tables = []
                cuda = ["dep:cudarc"]

                [dependencies]
                cudarc = { version = "0.1", optional = true }
                chrono = { version = "0.4", optional = true }

                [profile.release]
                lto = "thin"
                codegen-units = 1

                [profile.dist]
                inherits = "release"
                strip = true

                [profile.dev]
                opt-level = 1
                """
            },
            { "src/lib.rs", "" },
            { "src/main.rs", "" },
            { "src/bin/tide-server/main.rs", "" },
            { "src/bin/tide-server/helper.rs", "" },
            { "build.rs", "" },
        };

        var found = tree.Detect(new CargoDetector());
        var package = Only(found);

        Assert.Empty(found.Warnings);
        Assert.Equal("tide-cli", package.Name);
        Assert.Equal(new PackageVersion.Static("1.4.0-rc.1", new("Cargo.toml", 3, 11)), package.Version);
        Assert.Equal(new Publishability(true, "default"), package.Publishability);
        Assert.Equal(
            [
                new(ProductKind.Crate, "tide-cli"), new(ProductKind.Library, "tide_cli"),
                new(ProductKind.Binary, "tide-cli"), new Product(ProductKind.Binary, "tide-server"),
            ],
            package.Products);
        Assert.Equal(["tables", "cuda", "chrono"], package.Facts.Where(fact => fact.Name == "feature").Select(fact => fact.Value));
        Assert.Contains(new PackageFact("default-features", "tables", new("Cargo.toml", 10, 11)), package.Facts);
        Assert.Contains(new PackageFact("profile.release.lto", "thin", new("Cargo.toml", 19, 7)), package.Facts);
        Assert.Contains(new PackageFact("profile.release.codegen-units", "1", new("Cargo.toml", 20, 17)), package.Facts);
        Assert.Contains(package.Facts, fact => fact is { Name: "profile.dist.inherits", Value: "release" });
        Assert.DoesNotContain(package.Facts, fact => fact.Name.StartsWith("profile.dev", StringComparison.Ordinal));
        Assert.Contains(package.Facts, fact => fact is { Name: "build-script", Value: "build.rs" });
    }

    [Fact]
    public void InheritedFieldsPointToTheWorkspaceRoot()
    {
        using var tree = new ForeignTree
        {
            { "Cargo.toml", "[workspace]\nmembers = [\"crates/*\"]\n[workspace.package]\nversion = \"0.7.0\"\npublish = [\"internal\"]\nedition = \"2021\"\n[workspace.dependencies]\ncore = { package = \"tide-core\", path = \"crates/core\", version = \"0.7.0\" }\n" },
            { "crates/core/Cargo.toml", "[package]\nname = \"tide-core\"\nversion.workspace = true\npublish.workspace = true\nedition.workspace = true\n" },
            { "crates/core/src/lib.rs", "" },
            { "crates/app/Cargo.toml", "[package]\nname = \"app\"\nversion = { workspace = true }\n[dependencies]\ncore = { workspace = true, optional = true }\n[dev-dependencies]\ntide-core = { path = \"../core\" }\n" },
            { "crates/app/src/lib.rs", "" },
        };

        var packages = tree.Detect(new CargoDetector()).Packages;

        Assert.All(packages, package => Assert.Equal(new PackageVersion.Static("0.7.0", new("Cargo.toml", 4, 11)), package.Version));
        Assert.Equal(new("Cargo.toml", 5, 11), packages[1].Publishability.At);
        Assert.Equal(["internal"], packages[1].Publishability.Registries);
        Assert.Equal(
            [
                new("tide-core", "0.7.0", new("Cargo.toml", 8, 65)),
                new LocalDependency("tide-core", null, new("crates/app/Cargo.toml", 7, 22)) { Kind = LocalDependencyKind.Development },
            ],
            packages[0].Dependencies);
        Assert.Contains(packages[0].Facts, fact => fact is { Name: "workspace", Value: "Cargo.toml" });
    }

    [Theory]
    [InlineData("[[bin]]\nname = \"x\"\npath = \"src/main.rs\"\n", "2021", "x other")]
    [InlineData("[[bin]]\nname = \"x\"\npath = \"src/x.rs\"\n", "2021", "a other x")]
    [InlineData("[[bin]]\nname = \"x\"\npath = \"src/x.rs\"\n", "2015", "x")]
    [InlineData("", "2015", "a other")]
    [InlineData("[[bin]]\nname = \"other\"\nrequired-features = [\"f\"]\n[features]\nf = []\n", "2021", "a other")]
    public void BinariesAreDeclaredOrDiscovered(string declaration, string edition, string names)
    {
        using var tree = new ForeignTree
        {
            { "Cargo.toml", $"[package]\nname = \"a\"\nedition = \"{edition}\"\n{declaration}" },
            { "src/main.rs", "" }, { "src/x.rs", "" }, { "src/bin/other.rs", "" }, { "src/bin/nomain/x.rs", "" },
        };

        var products = Only(tree.Detect(new CargoDetector())).Products;

        Assert.Equal(names.Split(' ').Order(), products.Where(product => product.Kind == ProductKind.Binary).Select(product => product.Name).Order());
    }

    [Theory]
    [InlineData("crate-type = [\"cdylib\"]", "shared-library")]
    [InlineData("crate-type = [\"cdylib\", \"rlib\"]", "library shared-library")]
    [InlineData("crate-type = [\"staticlib\"]", "library")]
    [InlineData("proc-macro = true", "library")]
    public void LibrariesOfEveryCrateType(string line, string kinds)
    {
        using var tree = new ForeignTree { { "Cargo.toml", $"[package]\nname = \"a-b\"\n[lib]\nname = \"c\"\n{line}\n" }, { "src/lib.rs", "" } };

        var products = Only(tree.Detect(new CargoDetector())).Products;

        Assert.Equal(kinds.Split(' ').Select(kind => new Product(kind, "c")), products);
    }

    [Fact]
    public void AccidentsAreNamed()
    {
        using var tree = new ForeignTree
        {
            { "Cargo.toml", "[workspace]\nmembers = [\"core\", \"gone\", \"none/*\", \"core\", \"nested\"]\ndefault-members = [\"core\", \"away\"]\n" },
            { "core/Cargo.toml", "[package]\nname = \"core\"\nversion = \"1.0.0\"\nlicense = \"MIT\"\n[dependencies]\nutil = { path = \"../util\" }\nlost = { path = \"../lost\" }\n[profile.release]\nlto = true\n" },
            { "core/src/lib.rs", "" },
            { "util/Cargo.toml", "[package]\nname = \"util\"\nversion = \"1.0.0\"\npublish = false\n[dependencies]\ncore = { path = \"../core\", version = \"2\" }" },
            { "util/src/lib.rs", "" },
            { "nested/Cargo.toml", "[workspace]\n[package]\nname = \"nested\"\npublish = false\n" },
            { "nested/src/lib.rs", "" },
            { "stray/Cargo.toml", "[package]\nname = \"stray\"\n" },
            { "stray/src/lib.rs", "" },
            { "tests/it/Cargo.toml", "[package]\nname = \"it\"\nversion = \"1.0.0\"\nworkspace = \"../../elsewhere\"\n" },
            { "tests/it/src/lib.rs", "" },
        };

        var warnings = tree.Detect(new CargoDetector()).Warnings;

        Assert.Equal(
            [
                "dependency-cycle util/Cargo.toml:6:38",
                "dependency-not-publishable core/Cargo.toml:6:17",
                "dependency-version-mismatch util/Cargo.toml:6:38",
                "local-dependency-without-version core/Cargo.toml:6:17",
                "local-dependency-without-version core/Cargo.toml:7:17",
                "path-dependency-missing core/Cargo.toml:7:17",
                "profile-ignored core/Cargo.toml:8:2",
                "publish-metadata-missing core/Cargo.toml:1:1",
                "test-package-publishable tests/it/Cargo.toml:2:8",
                "unreadable-manifest tests/it/Cargo.toml:4:13",
                "workspace-default-member-unknown Cargo.toml:3:28",
                "workspace-member-duplicate Cargo.toml:2:38",
                "workspace-member-missing Cargo.toml:2:20",
                "workspace-member-unlisted stray/Cargo.toml:2:8",
                "workspace-nested-root nested/Cargo.toml:1:1",
                "workspace-pattern-unmatched Cargo.toml:2:28",
            ],
            warnings.Select(warning => $"{warning.Code} {warning.At}").Order(StringComparer.Ordinal));
    }

    /// <summary>A crate beside native bindings that are a workspace of their own, while the outer workspace lists it.</summary>
    [Fact]
    public async Task AMemberOfAnOuterWorkspaceInheritsFromIt()
    {
        var cargo = Peer.Require("cargo");
        using var tree = new ForeignTree
        {
            { "Cargo.toml", "[workspace]\nmembers = [\"bindings/codegen\"]\n[workspace.package]\nversion = \"1.2.0\"\n" },
            { "bindings/Cargo.toml", "[workspace]\n[package]\nname = \"bindings\"\nversion = \"1.0.0\"\npublish = false\n" },
            { "bindings/src/lib.rs", "" },
            { "bindings/codegen/Cargo.toml", "[package]\nname = \"codegen\"\nversion.workspace = true\npublish = false\n" },
            { "bindings/codegen/src/main.rs", "fn main() {}" },
        };

        var found = tree.Detect(new CargoDetector());

        var expected = await cargo.RunAsync("metadata", "--no-deps", "--offline", "--format-version", "1", "--manifest-path", Path.Combine(tree.Root, "Cargo.toml"));
        Assert.Contains("\"name\":\"codegen\",\"version\":\"1.2.0\"", expected.Output, StringComparison.Ordinal);
        Assert.Equal("1.2.0", found.Packages.Single(package => package.Name == "codegen").Version.Text);
        Assert.Equal(["workspace-member-of-nearer-root bindings/codegen/Cargo.toml:2:8"], found.Warnings.Select(warning => $"{warning.Code} {warning.At}"));
    }

    [Theory]
    [InlineData("[package]\nname = \"a\"\nversion = \"1.x\"\n", "'1.x' is not a semantic version", 3)]
    [InlineData("[package]\nname = \"a\"\nversion.workspace = true\n", "the package belongs to no workspace", 3)]
    [InlineData("[package]\nversion = \"1.0.0\"\n", "'package.name' is missing", 1)]
    [InlineData("[package]\nname = 3\n", "found an integer, expected a string", 2)]
    [InlineData("[dependencies]\n", "neither a [package] nor a [workspace]", 1)]
    [InlineData("[package\n", "]", 1)]
    [InlineData("[package]\nname = \"a\"\n[dependencies]\nx.workspace = true\n", "dependency 'x' inherits from a workspace, but there is none", 4)]
    public void WhatCargoCannotReadBecomesAWarning(string text, string reason, int line)
    {
        using var tree = new ForeignTree
        {
            { "bad/Cargo.toml", text }, { "bad/src/lib.rs", "" },
            { "good/Cargo.toml", "[package]\nname = \"good\"\n" }, { "good/src/lib.rs", "" },
        };

        var found = tree.Detect(new CargoDetector());

        var warning = Assert.Single(found.Warnings);
        Assert.Equal(CatalogWarning.UnreadableManifest, warning.Code);
        Assert.Contains(reason, warning.Message, StringComparison.Ordinal);
        Assert.Equal(("bad/Cargo.toml", line), (warning.At!.Path, warning.At.Line));
        Assert.Contains(found.Packages, package => package.Name == "good");
    }
}
