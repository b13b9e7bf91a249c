using System.Formats.Tar;
using System.IO.Compression;
using Drayage.Ecosystems.Cargo;
using Drayage.Model;
using Drayage.Model.Artifacts;
using Drayage.Model.Planning;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Ecosystems.Cargo.Building;

public sealed class CargoBuilderTests
{
    private static ForeignTree Tree() => new()
    {
        { "Cargo.toml", "[workspace]\nresolver = \"2\"\nmembers = [\"crates/*\"]\n[workspace.package]\nversion = \"0.4.0\"\nedition = \"2021\"\nlicense = \"MIT\"\ndescription = \"Tides\"\n[profile.release]\nstrip = true\n" },
        { "Cargo.lock", "version = 3\n\n[[package]]\nname = \"tide\"\nversion = \"0.4.0\"\ndependencies = [\n \"tide-core\",\n]\n\n[[package]]\nname = \"tide-core\"\nversion = \"0.4.0\"\n" },
        { "crates/tide/Cargo.toml", "[package]\nname = \"tide\"\nversion.workspace = true\nedition.workspace = true\nlicense.workspace = true\ndescription.workspace = true\n[features]\nextra = []\n[[bin]]\nname = \"extra\"\npath = \"src/main.rs\"\nrequired-features = [\"extra\"]\n[dependencies]\ntide-core = { path = \"../core\", version = \"0.4.0\" }\n" },
        { "crates/tide/src/bin/tide.rs", "fn main() { println!(\"{} {} {}\", env!(\"CARGO_PKG_VERSION\"), tide_core::words(), file!()); tide_core::fail(); }\n" },
        { "crates/tide/src/main.rs", "fn main() {}\n" },
        { "crates/core/Cargo.toml", "[package]\nname = \"tide-core\"\nversion.workspace = true\nedition.workspace = true\nlicense.workspace = true\ndescription.workspace = true\n" },
        { "crates/core/src/lib.rs", "pub fn words() -> &'static str { include_str!(\"../../../docs/words.txt\") }\npub fn fail() { let none: Option<u8> = std::env::args().next().map(|_| 1); none.expect(\"one\"); }\n" },
        { "docs/words.txt", "high and low" },
        { "docs/other.txt", "" },
        { "crates/plugin/Cargo.toml", "[package]\nname = \"plugin\"\nedition = \"2021\"\n[lib]\ncrate-type = [\"cdylib\"]\n" },
        { "crates/plugin/src/lib.rs", "#[no_mangle]\npub extern \"C\" fn level() -> i32 { 4 }\n" },
    };

    [Fact]
    public async Task BuildsTheProgramsOfAWorkspaceMember()
    {
        Peer.Require("cargo");
        using var tree = Tree();
        using var bench = new BuildBench(new CargoEcosystem(), tree, "0.4.0", "path: crates/tide", "offline: true");

        var built = Assert.Single(await bench.BuildAsync());

        Assert.Equal("binary/linux-amd64: tide", built.Key);
        Assert.Equal(
            "0.4.0 high and low crates/tide/src/bin/tide.rs\n",
            (await Peer.Require(built.Value).RunAsync()).Succeeded().Output);
    }

    [Fact]
    public async Task TwoPathsGiveTheSameBytes()
    {
        Peer.Require("cargo");
        using var here = Tree();
        using var there = Tree();
        using var first = new BuildBench(new CargoEcosystem(), here, "0.4.0", "path: crates/tide");
        using var second = new BuildBench(new CargoEcosystem(), there, "0.4.0", "path: crates/tide");

        var one = Assert.Single(await first.BuildAsync()).Value;
        var two = Assert.Single(await second.BuildAsync()).Value;

        Assert.NotEqual(one, two);
        Assert.Equal(await File.ReadAllBytesAsync(one), await File.ReadAllBytesAsync(two));
    }

    [Fact]
    public async Task BuildsSharedLibraries()
    {
        Peer.Require("cargo");
        using var tree = Tree();
        using var bench = new BuildBench(new CargoEcosystem(), tree, "0.4.0", "path: crates/plugin", "locked: false", "profile: dev");

        var built = Assert.Single(await bench.BuildAsync());

        Assert.Equal("binary/linux-amd64: libplugin.so", built.Key);
        Assert.EndsWith("/target/x86_64-unknown-linux-gnu/debug/libplugin.so", built.Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PackagesACrateWithItsSiblings()
    {
        Peer.Require("cargo");
        using var tree = Tree();
        using var bench = new BuildBench(new CargoEcosystem(), tree, "0.4.0", "path: crates/tide", "crate: true", "verify: false", "binaries: [tide]", "offline: true");

        var steps = bench.Plan().Builds;
        var built = await bench.BuildAsync();

        var crate = Assert.Single(steps[1].Outputs);
        Assert.Equal((ArtifactKind.Crate, "tide-0.4.0.crate", true), (crate.Kind, crate.Name, crate.IsDelivered));
        await using var unzipped = new GZipStream(File.OpenRead(built["crate: tide-0.4.0.crate"]), CompressionMode.Decompress);
        await using var reader = new TarReader(unzipped);
        var names = new List<string>();
        while (await reader.GetNextEntryAsync() is { } entry)
            names.Add(entry.Name);
        Assert.Contains("tide-0.4.0/src/bin/tide.rs", names);
    }

    [Fact]
    public async Task ATargetThatIsNotInstalledIsNamed()
    {
        var rustc = Peer.Require("rustc");
        if (Directory.Exists((await rustc.RunAsync("--print", "target-libdir", "--target", "riscv64gc-unknown-linux-gnu")).Output.Trim()))
            Assert.Skip("the target is installed here");
        using var tree = Tree();
        using var bench = new BuildBench(new CargoEcosystem(), tree, "0.4.0", "path: crates/tide", "platforms: [linux/riscv64]");

        var refusal = await Assert.ThrowsAsync<ReleaseException>(bench.BuildAsync);

        Assert.Equal("rustup target add riscv64gc-unknown-linux-gnu", refusal.Hint);
    }

    [Fact]
    public void TheCommandSaysEverything()
    {
        using var tree = Tree();
        tree.Add(".cargo/config.toml", "[target.x86_64-unknown-linux-musl]\nrustflags = [\"-Clink-arg=-s\"]\n");
        using var bench = new BuildBench(
            new CargoEcosystem(), tree, "0.4.0", "path: crates/tide", "targets: [x86_64-unknown-linux-musl, aarch64-pc-windows-msvc]", "features: [extra]",
            "default-features: false", "profile: dist", "rustflags: [-Ctarget-cpu=x86-64-v3]", "config: [profile.dist.inherits=\"release\"]",
            "linkers: { x86_64-unknown-linux-musl: my-gcc }", "env: { A: b }");

        var steps = bench.Plan().Builds;
        var command = Assert.Single(steps[0].Commands);

        Assert.Equal(
            "build --profile dist --target x86_64-unknown-linux-musl --bin extra --bin tide --no-default-features --features extra --locked "
            + "--target-dir ${root}/target --config target.x86_64-unknown-linux-musl.rustflags=['--remap-path-prefix=${root}=/build', '-Ctarget-cpu=x86-64-v3'] "
            + "--config profile.dist.inherits=\"release\"",
            string.Join(' ', command.Arguments));
        Assert.Equal("crates/tide", command.WorkingDirectory);
        Assert.Equal(["A=b", "CARGO_TARGET_X86_64_UNKNOWN_LINUX_MUSL_LINKER=my-gcc"], command.Environment.Select(pair => $"{pair.Key}={pair.Value}"));
        Assert.Equal(["tide/binary/linux-amd64", "tide/binary/windows-arm64"], steps.Select(step => step.Id));
        Assert.Equal("${root}/target/aarch64-pc-windows-msvc/dist/tide.exe", steps[1].Outputs[1].Path);
        Assert.Equal([".cargo/config.toml", "Cargo.lock", "Cargo.toml", "crates/core", "crates/tide", "crates/tide/Cargo.toml", "docs/words.txt"], steps[0].Inputs);
        Assert.False(steps[0].UsesEpoch);
        Assert.Equal(steps[0].Lock, steps[1].Lock);
    }

    [Fact]
    public void ABuildScriptMayReadTheWholeWorkspace()
    {
        using var tree = Tree();
        tree.Add("crates/core/build.rs", "fn main() {}");
        using var bench = new BuildBench(new CargoEcosystem(), tree, "0.4.0", "path: crates/tide");

        Assert.Equal([""], bench.Plan().Builds[0].Inputs);
    }

    [Theory]
    [InlineData("0.4.0", "path: crates/tide", 1, 0)]
    [InlineData("0.4.0", "path: crates/core", 0, 1)]
    [InlineData("0.4.0", "path: crates/plugin", 1, 0)]
    [InlineData("0.4.0", "path: crates/gated", 0, 1)]
    public void ACrateIsMadeOfLibraries(string version, string key, int binaries, int crates)
    {
        using var tree = Tree();
        tree.Add("crates/gated/Cargo.toml", "[package]\nname = \"gated\"\nversion = \"0.4.0\"\n[features]\nreplay = []\n[[bin]]\nname = \"replay\"\nrequired-features = [\"replay\"]\n");
        tree.Add("crates/gated/src/lib.rs", "");
        tree.Add("crates/gated/src/bin/replay.rs", "fn main() {}\n");
        using var bench = new BuildBench(new CargoEcosystem(), tree, version, key);

        var steps = bench.Plan().Builds;

        Assert.Equal((binaries, crates), (steps.Count(step => step.Platform is not null), steps.Count(step => step.Platform is null)));
        Assert.All(steps.SelectMany(step => step.Outputs), (PlannedOutput output) => Assert.Equal(output.Kind == ArtifactKind.Crate, output.IsDelivered));
    }

    [Theory]
    [InlineData("path: crates/core", "crate tide-core has another version than the release")]
    [InlineData("path: crates/tide\n    binaries: [tid]", "package tide has no binary tid")]
    [InlineData("path: crates/tide\n    libraries: [x]", "package tide has no shared library x")]
    public void RefusalsNameWhatDiffers(string key, string message)
    {
        using var tree = Tree();
        using var bench = new BuildBench(new CargoEcosystem(), tree, "0.5.0", key);

        Assert.Contains(message, Assert.Throws<ReleaseException>(bench.Plan).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("targets: [x86_64-unknown-linux-gnu, x86_64-unknown-linux-musl]", "two targets are for linux/amd64")]
    [InlineData("targets: [no-such-triple]", "'no-such-triple' is no target")]
    [InlineData("platforms: [plan9/amd64]", "Rust has no target for plan9/amd64")]
    [InlineData("platforms: [linux/amd64]\n    targets: [x86_64-unknown-linux-musl]", "both say what to build for")]
    public void SettingsThatCannotBe(string key, string message)
    {
        using var tree = Tree();

        var refusal = Assert.Throws<ReleaseException>(() => new BuildBench(new CargoEcosystem(), tree, "0.4.0", "path: crates/tide", key).Dispose());

        Assert.Contains(message, refusal.Message, StringComparison.Ordinal);
    }
}
