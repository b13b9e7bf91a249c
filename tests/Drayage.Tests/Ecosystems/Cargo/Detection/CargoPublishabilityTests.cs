using Drayage.Ecosystems.Cargo.Detection;
using Drayage.Model.Detection;
using Drayage.Pipeline.Detection;
using Xunit;

namespace Drayage.Tests.Ecosystems.Cargo.Detection;

public sealed class CargoPublishabilityTests
{
    private static Package Only(DetectedPackages found) => Assert.Single(found.Packages);

    [Theory]
    [InlineData("publish = false", false, "publish = false")]
    [InlineData("publish = []", false, "publish = []")]
    [InlineData("publish = true", true, "publish = true")]
    [InlineData("publish = [\"a\", \"b\"]", true, "publish = [\"a\", \"b\"]")]
    [InlineData("", true, "default")]
    public void WhetherAPackageIsPublishable(string line, bool publishable, string reason)
    {
        using var tree = new ForeignTree { { "Cargo.toml", $"[package]\nname = \"a\"\nversion = \"1.0.0\"\n{line}\n" }, { "src/lib.rs", "" } };

        var publishability = Only(tree.Detect(new CargoDetector())).Publishability;

        Assert.Equal((publishable, reason), (publishability.IsPublishable, publishability.Reason));
        Assert.Equal(line.Length == 0 ? null : new("Cargo.toml", 4, 11), publishability.At);
    }

    [Fact]
    public void WithoutAVersionNothingIsPublished()
    {
        using var tree = new ForeignTree { { "Cargo.toml", "[package]\nname = \"a\"\n" }, { "src/lib.rs", "" } };

        var package = Only(tree.Detect(new CargoDetector()));

        Assert.IsType<PackageVersion.None>(package.Version);
        Assert.Equal(new Publishability(false, "no version"), package.Publishability);
    }

    /// <summary>Cargo packages it, and so the missing publish = false is an accident.</summary>
    [Fact]
    public void ACrateOfExamplesAloneIsPublishable()
    {
        using var tree = new ForeignTree
        {
            { "examples/rust/Cargo.toml", "[package]\nname = \"demos\"\nversion = \"0.0.5\"\n[[example]]\nname = \"hello\"\npath = \"src/hello/main.rs\"\n" },
            { "examples/rust/src/hello/main.rs", "fn main() {}" },
        };

        var found = tree.Detect(new CargoDetector());

        Assert.True(Only(found).Publishability.IsPublishable);
        Assert.Equal(["example-package-publishable"], found.Warnings.Select(warning => warning.Code));
    }

    [Fact]
    public void WhatSomebodyElsePublishesIsNotJudged()
    {
        using var tree = new ForeignTree { { "vendor/x/Cargo.toml", "[package]\nname = \"x\"\nversion = \"1.0.0\"\n" }, { "vendor/x/src/lib.rs", "" } };

        var found = tree.Detect(new CargoDetector());

        Assert.Equal(PackageRole.Vendored, Only(found).Role);
        Assert.Empty(found.Warnings);
    }
}
