using Drayage.Ecosystems.DetectOnly;
using Drayage.Model.Detection;
using Xunit;

namespace Drayage.Tests.Ecosystems.DetectOnly;

public sealed class DetectOnlyTests
{
    [Fact]
    public void Composer_packages_are_listed()
    {
        using var tree = new ForeignTree
        {
            { "php/composer.json", """{"name":"harbour/client","type":"library","license":"MIT","require":{"php":">=8.2"}}""" },
            { "tools/composer.json", "{\n  \"version\": \"1.2.0\"\n}" },
            { "php/vendor/a/b/composer.json", """{"name":"a/b"}""" },
            { "bad/composer.json", "{" },
        };
        var found = tree.Detect(DetectOnlyEcosystem.Composer.Detector);
        Assert.Equal(["harbour/client", "tools"], found.Packages.Select(package => package.Name));
        Assert.IsType<PackageVersion.Dynamic>(found.Packages[0].Version);
        Assert.Equal(("1.2.0", 2, 14), (found.Packages[1].Version.Text, found.Packages[1].Version.Location!.Line, found.Packages[1].Version.Location!.Column));
        Assert.Equal([true, false], found.Packages.Select(package => package.Publishability.IsPublishable));
        Assert.Contains(found.Packages[0].Facts, fact => fact is { Name: "support", Value: "detected only" });
        Assert.Equal("unreadable-manifest", Assert.Single(found.Warnings).Code);
    }

    [Fact]
    public void Bazel_modules_are_listed()
    {
        using var tree = new ForeignTree
        {
            { "MODULE.bazel", "# module(name = \"no\")\nmodule(\n    name = \"harbour\",\n    version = \"0.3.0\",  # here\n    compatibility_level = 1,\n)\nbazel_dep(name = \"x\", version = \"9\")\n" },
            { "WORKSPACE", "" },
            { "old/WORKSPACE", "workspace(name = \"old_harbour\")\n" },
            { "old/BUILD", "" },
        };
        var found = tree.Detect(DetectOnlyEcosystem.Bazel.Detector).Packages;
        Assert.Equal(["harbour", "old_harbour"], found.Select(package => package.Name));
        Assert.Equal(("0.3.0", "MODULE.bazel:4:16"), (found[0].Version.Text, found[0].Version.Location!.ToString()));
        Assert.Equal([true, false], found.Select(package => package.Publishability.IsPublishable));
    }
}
