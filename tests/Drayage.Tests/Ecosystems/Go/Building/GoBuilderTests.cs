using Drayage.Ecosystems.Go;
using Drayage.Model;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Ecosystems.Go.Building;

public sealed class GoBuilderTests
{
    private const string Server = """
        package main

        import (
            "fmt"
            "example.com/tide/server/internal/build"
        )

        var version = "dev"

        func main() { fmt.Println(version, build.Version, build.Where()) }
        """;

    private const string Build = "package build\n\nimport \"runtime\"\n\nvar Version = \"none\"\n\nfunc Where() string { _, file, _, _ := runtime.Caller(0); return file }\n";

    private static ForeignTree Tree() => new()
    {
        { "server/go.mod", "module example.com/tide/server\n\ngo 1.18\n" },
        { "server/cmd/tide-server/main.go", Server },
        { "server/cmd/tide-ctl/main.go", "package main\n\nfunc main() {}\n" },
        { "server/internal/build/version.go", Build },
        { "README.md", "" },
    };

    [Fact]
    public async Task BuildsEveryProgramForEveryPlatform()
    {
        Peer.Require("go");
        using var tree = Tree();
        using var bench = new BuildBench(new GoEcosystem(), tree, "1.4.0-rc.1", "path: server", "platforms: [linux/amd64, windows/arm64, linux/arm/v7]");

        var built = await bench.BuildAsync();

        Assert.Equal(
            [
                "binary/linux-amd64: tide-ctl", "binary/linux-amd64: tide-server",
                "binary/linux-arm-v7: tide-ctl", "binary/linux-arm-v7: tide-server",
                "binary/windows-arm64: tide-ctl.exe", "binary/windows-arm64: tide-server.exe",
            ],
            built.Keys);
        Assert.Equal(0x28, (await File.ReadAllBytesAsync(built["binary/linux-arm-v7: tide-ctl"]))[18]);
        Assert.Equal("MZ"u8.ToArray(), (await File.ReadAllBytesAsync(built["binary/windows-arm64: tide-ctl.exe"]))[..2]);
        var said = (await Peer.Require(built["binary/linux-amd64: tide-server"]).RunAsync()).Succeeded().Output;
        Assert.Equal("1.4.0-rc.1 1.4.0-rc.1 example.com/tide/server/internal/build/version.go\n", said);
    }

    [Fact]
    public async Task TwoPathsGiveTheSameBytes()
    {
        Peer.Require("go");
        using var here = Tree();
        using var there = Tree();
        string[] keys = ["path: server", "main: ./cmd/tide-server"];
        using var first = new BuildBench(new GoEcosystem(), here, "1.4.0", keys);
        using var second = new BuildBench(new GoEcosystem(), there, "1.4.0", keys);

        var one = Assert.Single(await first.BuildAsync());
        var two = Assert.Single(await second.BuildAsync());

        Assert.Equal("binary/linux-amd64: tide-server", one.Key);
        Assert.Equal(await File.ReadAllBytesAsync(one.Value), await File.ReadAllBytesAsync(two.Value));
    }

    [Fact]
    public async Task LinkerFlagsAreTemplates()
    {
        Peer.Require("go");
        using var tree = Tree();
        using var bench = new BuildBench(
            new GoEcosystem(), tree, "1.4.0", "path: server", "main: cmd/tide-server",
            "ldflags: [\"-X main.version={{ tag }}-{{ short_commit }}\", \"-X example.com/tide/server/internal/build.Version={{ os }}\"]");

        var program = Assert.Single(await bench.BuildAsync()).Value;

        Assert.StartsWith("v1.4.0-0123456789ab linux ", (await Peer.Require(program).RunAsync()).Succeeded().Output, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatDecidesTheBytesIsAnInput()
    {
        using var tree = new ForeignTree
        {
            { "go.mod", "module example.com/tide\nrequire example.com/lib v0.0.0\nreplace example.com/lib => ./third/lib\n" },
            { "go.sum", "" }, { "README.md", "" }, { "docs/guide.md", "" },
            { "cmd/tide/main.go", "package main\n\nfunc main() {}\n" }, { "cmd/tide/page.html", "" },
            { "third/lib/go.mod", "module example.com/lib\n" }, { "third/lib/lib.go", "package lib\n" },
        };
        using var bench = new BuildBench(new GoEcosystem(), tree, "1.0.0", "inputs: [schema]");

        var step = Assert.Single(bench.Plan().Builds);

        Assert.Equal(["cmd", "go.mod", "go.sum", "schema", "third", "third/lib"], step.Inputs.Order(StringComparer.Ordinal));
        Assert.False(step.UsesEpoch);
    }

    [Fact]
    public void ProgramsOfTestsAndExamplesAreBuiltOnRequestOnly()
    {
        using var tree = Tree();
        tree.Add("server/test/stress/main.go", "package main\n\nfunc main() {}\n");
        using var bench = new BuildBench(new GoEcosystem(), tree, "1.0.0", "path: server", "platforms: [linux/amd64]");
        using var asked = new BuildBench(new GoEcosystem(), tree, "1.0.0", "path: server", "platforms: [linux/amd64]", "main: ./test/stress");

        Assert.Equal(["tide-ctl", "tide-server"], Assert.Single(bench.Plan().Builds).Outputs.Select(output => output.Name).Order(StringComparer.Ordinal));
        Assert.Equal(["stress"], Assert.Single(asked.Plan().Builds).Outputs.Select(output => output.Name));
    }

    [Fact]
    public void AModuleWithoutProgramsHasNoSteps()
    {
        using var tree = new ForeignTree { { "go.mod", "module example.com/tide\n" }, { "tide.go", "package tide\n" } };
        using var bench = new BuildBench(new GoEcosystem(), tree, "1.0.0");

        Assert.Empty(bench.Plan().Builds);
    }

    [Theory]
    [InlineData("main: ./cmd/gone", "./cmd/gone is no main package of example.com/tide/server")]
    [InlineData("ldflags: \"-X main.version={{ versoin }}\"", "ldflags '-X main.version={{ versoin }}' cannot be filled in")]
    public void MistakesAreNamedWithTheirPlace(string key, string message)
    {
        using var tree = Tree();
        using var bench = new BuildBench(new GoEcosystem(), tree, "1.0.0", "path: server", key);

        var refusal = Assert.Throws<ReleaseException>(bench.Plan);

        Assert.Contains(message, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(("drayage.yaml", 8), (refusal.At!.Path, refusal.At.Line));
    }
}
