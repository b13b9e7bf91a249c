using System.Formats.Tar;
using System.IO.Compression;
using Drayage.Ecosystems.Python;
using Drayage.Model;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Ecosystems.Python.Building;

public sealed class PythonBuilderTests
{
    private const string Hatch = "[build-system]\nrequires = [\"hatchling\"]\nbuild-backend = \"hatchling.build\"\n[project]\nname = \"tide-client\"\nrequires-python = \">=3.9\"\n";
    private const string Scm = "[build-system]\nrequires = [\"setuptools>=60\", \"setuptools-scm\"]\nbuild-backend = \"setuptools.build_meta\"\n[project]\nname = \"tide-client\"\ndynamic = [\"version\"]\n[tool.setuptools_scm]\nroot = \"..\"\n[tool.setuptools]\npackages = [\"tide_client\"]\n";

    private static ForeignTree Tree(string manifest) => new()
    {
        { "python/pyproject.toml", manifest },
        { "python/tide_client/__init__.py", "" },
    };

    /// <summary>The build module for Debian's own interpreter or for the one on PATH.</summary>
    private static async Task RequireAsync(params string[] modules)
    {
        foreach (var python in new[] { "python3", "/usr/bin/python3" })
        {
            if ((await Peer.Require(python).RunAsync("-c", $"import build, {string.Join(", ", modules)}")).ExitCode == 0)
                return;
        }

        Peer.Require("python3-with-" + string.Join('-', modules));
    }

    [Fact]
    public async Task BuildsBothDistributionsWithTheProjectsBackend()
    {
        await RequireAsync("hatchling");
        using var tree = Tree(Hatch + "version = \"1.4.0rc1\"\n");
        using var bench = new BuildBench(new PythonEcosystem(), tree, "1.4.0-rc.1", "path: python");

        var built = await bench.BuildAsync();

        Assert.Equal(["distribution: tide_client-1.4.0rc1-*.whl", "distribution: tide_client-1.4.0rc1.tar.gz"], built.Keys);
        Assert.Equal(["tide_client-1.4.0rc1-py3-none-any.whl", "tide_client-1.4.0rc1.tar.gz"], built.Values.Select(Path.GetFileName));
    }

    [Fact]
    public async Task DynamicVersionsAreToldTheRelease()
    {
        await RequireAsync("setuptools_scm");
        using var tree = Tree(Scm);
        using var bench = new BuildBench(new PythonEcosystem(), tree, "2.0.0-beta.3", "path: python", "sdist: false");

        var wheel = Assert.Single(await bench.BuildAsync());

        Assert.Equal("tide_client-2.0.0b3-py3-none-any.whl", Path.GetFileName(wheel.Value));
    }

    [Fact]
    public async Task TwoPathsGiveTheSameBytes()
    {
        await RequireAsync("setuptools_scm");
        using var here = Tree(Scm);
        using var there = Tree(Scm);
        File.SetLastWriteTimeUtc(Path.Combine(there.Root, "python/tide_client/__init__.py"), new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        using var first = new BuildBench(new PythonEcosystem(), here, "2.0.0", "path: python");
        using var second = new BuildBench(new PythonEcosystem(), there, "2.0.0", "path: python");

        var one = await first.BuildAsync();
        var two = await second.BuildAsync();

        Assert.Equal(2, one.Count);
        foreach (var name in one.Keys)
            Assert.Equal(await File.ReadAllBytesAsync(one[name]), await File.ReadAllBytesAsync(two[name]));
        await using var gzip = new GZipStream(File.OpenRead(one.Values.Single(path => path.EndsWith(".tar.gz", StringComparison.Ordinal))), CompressionMode.Decompress);
        await using var tar = new TarReader(gzip);
        var entry = await tar.GetNextEntryAsync();
        Assert.Equal(1_700_000_000, entry!.ModificationTime.ToUnixTimeSeconds());
    }

    /// <summary>hatchling reads the .gitignore of the project alone, not the one inside the directory.</summary>
    [Fact]
    public async Task WhatIsKeptBesideTheSourcesIsNotPacked()
    {
        await RequireAsync("hatchling");
        using var tree = new ForeignTree
        {
            { "pyproject.toml", Hatch + "version = \"1.4.0\"\n" },
            { "tide_client/__init__.py", "" },
            { ".drayage/.gitignore", "*\n" },
            { ".drayage/objects/blobs/sha256/00", "an earlier release" },
        };
        using var bench = new BuildBench(new PythonEcosystem(), tree, "1.4.0", "wheel: false");

        var built = Assert.Single(await bench.BuildAsync());

        var names = new List<string>();
        await using var gzip = new GZipStream(File.OpenRead(built.Value), CompressionMode.Decompress);
        await using var tar = new TarReader(gzip);
        while (await tar.GetNextEntryAsync() is { } entry)
            names.Add(entry.Name);
        Assert.Equal(["tide_client-1.4.0/PKG-INFO", "tide_client-1.4.0/pyproject.toml", "tide_client-1.4.0/tide_client/__init__.py"], names);
    }

    [Fact]
    public async Task AVersionThatTheBackendComputesByItselfIsCaught()
    {
        await RequireAsync("setuptools");
        using var tree = new ForeignTree { { "setup.py", "from setuptools import setup\nsetup(name='tide', version='1.' + '2', packages=[])\n" } };
        using var bench = new BuildBench(new PythonEcosystem(), tree, "3.0.0", "sdist: false");

        var refusal = await Assert.ThrowsAsync<ReleaseException>(bench.BuildAsync);

        Assert.Contains("made tide-1.2-py3-none-any.whl", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("its name says tide 1.2, the release is tide 3.0.0", refusal.Because);
    }

    [Fact]
    public void AnotherStaticVersionIsRefused()
    {
        using var tree = Tree(Hatch + "version = \"1.4\"\n");
        using var bench = new BuildBench(new PythonEcosystem(), tree, "1.5.0", "path: python");

        var refusal = Assert.Throws<ReleaseException>(bench.Plan);

        Assert.Equal("python/pyproject.toml:7:11: the project says 1.4, the release is 1.5.0", refusal.Because);
    }

    [Fact]
    public void OtherSpellingsOfTheVersionAreTheSame()
    {
        using var tree = Tree(Hatch + "version = \"1.4-rc.1\"\n");
        using var bench = new BuildBench(new PythonEcosystem(), tree, "1.4.0-rc.1", "path: python", "config-settings: { --global-option: x }", "python: python3.12");

        var step = Assert.Single(bench.Plan().Builds);

        Assert.Equal("python3.12 -m build --outdir ${out} --config-setting=--global-option=x ${root}/python", $"{step.Commands[0].Program} {string.Join(' ', step.Commands[0].Arguments)}");
        Assert.True(step.UsesEpoch);
    }

    [Theory]
    [InlineData("source = \"vcs\"", "SETUPTOOLS_SCM_PRETEND_VERSION")]
    [InlineData("source = \"env\"\nvariable = \"TIDE_VERSION\"", "TIDE_VERSION")]
    [InlineData("source = \"uv-dynamic-versioning\"", "UV_DYNAMIC_VERSIONING_BYPASS")]
    public void EachProviderHasItsVariable(string settings, string variable)
    {
        using var tree = Tree(Hatch + "dynamic = [\"version\"]\n[tool.hatch.version]\n" + settings + "\n");
        using var bench = new BuildBench(new PythonEcosystem(), tree, "1.4.0-rc.1", "path: python");

        var environment = bench.Plan().Builds[0].Commands[0].Environment;

        Assert.Equal([new KeyValuePair<string, string>(variable, "1.4.0rc1")], environment);
    }

    [Fact]
    public void WhatTheManifestNamesAboveItIsAnInput()
    {
        using var tree = Tree(Hatch + "version = \"1.0\"\nreadme = \"../README.md\"\n[tool.hatch.build.targets.wheel.force-include]\n\"../data\" = \"tide/data\"\n");
        tree.Add("README.md", "");
        tree.Add("data/a.csv", "");
        tree.Add("other.txt", "");
        using var bench = new BuildBench(new PythonEcosystem(), tree, "1.0", "path: python");

        Assert.Equal(["README.md", "data", "python", "python/pyproject.toml"], bench.Plan().Builds[0].Inputs.Order(StringComparer.Ordinal));
    }
}
