using System.Runtime.InteropServices;
using System.Text.Json;
using Drayage.Model.Targets;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Model.Targets;

public sealed class TargetPlatformTests
{
    [Theory]
    [InlineData("linux/arm64/v8", "linux/arm64")]
    [InlineData("linux/arm", "linux/arm/v7")]
    [InlineData("linux/arm/6", "linux/arm/v6")]
    [InlineData("linux/amd64/v1", "linux/amd64")]
    [InlineData("linux/amd64/v3", "linux/amd64/v3")]
    [InlineData("macos/aarch64", "darwin/arm64")]
    [InlineData("linux/i386", "linux/386")]
    [InlineData("linux/armhf", "linux/arm/v7")]
    [InlineData("plan9/amd64", "plan9/amd64")]
    public void A_platform_has_one_name(string text, string name) =>
        Assert.Equal(name, TargetPlatform.Parse(text).Normalized.ToString());

    [Theory]
    [InlineData("linux")]
    [InlineData("linux/")]
    [InlineData("linux/x86_64")]
    [InlineData("linux/arm/v7/x")]
    [InlineData("Linux/amd64")]
    public void Other_texts_are_refused(string text) => Assert.Throws<FormatException>(() => TargetPlatform.Parse(text));

    [Theory]
    [InlineData("linux/amd64", Abi.Native, "x86_64-unknown-linux-gnu", "linux-x64", "linux/x64/glibc", "manylinux_2_17_x86_64", "amd64")]
    [InlineData("linux/amd64/v3", Abi.Musl, "x86_64-unknown-linux-musl", "linux-musl-x64", "linux/x64/musl", "musllinux_1_2_x86_64", "amd64")]
    [InlineData("linux/arm64/v8", Abi.Gnu, "aarch64-unknown-linux-gnu", "linux-arm64", "linux/arm64/glibc", "manylinux_2_17_aarch64", "arm64")]
    [InlineData("linux/arm/v7", Abi.Musl, "armv7-unknown-linux-musleabihf", "linux-musl-arm", "linux/arm/musl", "musllinux_1_2_armv7l", "armhf")]
    [InlineData("linux/386", Abi.Native, "i686-unknown-linux-gnu", "linux-x86", "linux/ia32/glibc", "manylinux_2_17_i686", "i386")]
    [InlineData("linux/ppc64le", Abi.Native, "powerpc64le-unknown-linux-gnu", "linux-ppc64le", "linux/ppc64/glibc", "manylinux_2_17_ppc64le", "ppc64el")]
    [InlineData("darwin/arm64", Abi.Native, "aarch64-apple-darwin", "osx-arm64", "darwin/arm64/", "macosx_11_0_arm64", null)]
    [InlineData("darwin/amd64", Abi.Native, "x86_64-apple-darwin", "osx-x64", "darwin/x64/", "macosx_10_12_x86_64", null)]
    [InlineData("darwin/amd64", Abi.Musl, null, null, null, null, null)]
    [InlineData("windows/amd64", Abi.Native, "x86_64-pc-windows-msvc", "win-x64", "win32/x64/", "win_amd64", null)]
    [InlineData("windows/amd64", Abi.Gnu, "x86_64-pc-windows-gnu", null, "win32/x64/", null, null)]
    [InlineData("windows/386", Abi.Msvc, "i686-pc-windows-msvc", "win-x86", "win32/ia32/", "win32", null)]
    [InlineData("freebsd/amd64", Abi.Native, "x86_64-unknown-freebsd", "freebsd-x64", "freebsd/x64/", null, null)]
    [InlineData("plan9/amd64", Abi.Native, null, null, null, null, null)]
    public void Every_ecosystem_has_its_own_name(
        string text, Abi abi, string? rust, string? identifier, string? npm, string? python, string? debian)
    {
        var platform = TargetPlatform.Parse(text);
        Assert.Equal(rust, platform.RustTarget(abi));
        Assert.Equal(identifier, platform.RuntimeIdentifier(abi));
        Assert.Equal(npm, platform.NpmTarget(abi) is { } target ? $"{target.Os}/{target.Cpu}/{target.LibC}" : null);
        Assert.Equal(python, platform.PythonTag(abi));
        Assert.Equal(debian, platform.DebianArchitecture);
    }

    [Theory]
    [InlineData("linux/arm/v6", "linux", "arm", "6", null)]
    [InlineData("linux/arm", "linux", "arm", "7", null)]
    [InlineData("linux/amd64", "linux", "amd64", null, null)]
    [InlineData("linux/amd64/v3", "linux", "amd64", null, "v3")]
    [InlineData("macos/arm64/v8", "darwin", "arm64", null, null)]
    public void Go_cross_compiles_by_variables(string text, string os, string architecture, string? arm, string? amd64) =>
        Assert.Equal(new GoTarget(os, architecture, arm, amd64), TargetPlatform.Parse(text).GoTarget);

    [Theory]
    [InlineData("manylinux_2_17_x86_64.manylinux2014_x86_64", "linux/amd64")]
    [InlineData("musllinux_1_1_aarch64", "linux/arm64")]
    [InlineData("linux_armv7l", "linux/arm/v7")]
    [InlineData("macosx_10_12_x86_64", "darwin/amd64")]
    [InlineData("macosx_11_0_universal2", "darwin/amd64 darwin/arm64")]
    [InlineData("win_amd64", "windows/amd64")]
    [InlineData("win32", "windows/386")]
    [InlineData("any", "")]
    public void A_wheels_tag_names_its_platforms(string tag, string platforms) =>
        Assert.Equal(platforms, string.Join(' ', TargetPlatform.FromPythonTag(tag)));

    [Fact]
    public void A_wheel_may_ask_for_a_newer_system()
    {
        Assert.Equal("manylinux_2_28_x86_64", TargetPlatform.Parse("linux/amd64").PythonTag(minimum: (2, 28)));
        Assert.Equal("macosx_14_0_arm64", TargetPlatform.Parse("darwin/arm64").PythonTag(minimum: (14, 0)));
    }

    [Fact]
    public void Triples_and_runtime_identifiers_read_back()
    {
        foreach (var platform in PlatformTable.Rows.Select(row => row.Platform))
        {
            foreach (var abi in new[] { Abi.Native, Abi.Gnu, Abi.Musl, Abi.Msvc })
            {
                if (platform.RustTarget(abi) is { } triple)
                {
                    Assert.True(TargetPlatform.TryFromRustTarget(triple, out var read, out var readAbi));
                    Assert.Equal((platform, triple), (read, read.RustTarget(readAbi)));
                }
                if (platform.RuntimeIdentifier(abi) is { } identifier)
                {
                    Assert.True(TargetPlatform.TryFromRuntimeIdentifier(identifier, out var read, out var readAbi));
                    Assert.Equal((platform, identifier), (read, read.RuntimeIdentifier(readAbi)));
                }
            }
        }
        Assert.False(TargetPlatform.TryFromRustTarget("wasm32-wasip1", out _, out _));
        Assert.False(TargetPlatform.TryFromRuntimeIdentifier("tizen-x64", out _, out _));
    }

    [Fact]
    public async Task Rustc_knows_every_triple()
    {
        var known = Lines((await Peer.Require("rustc").RunAsync("--print", "target-list")).Succeeded());
        Assert.Superset(All(platform => [platform.RustTarget(), platform.RustTarget(Abi.Gnu), platform.RustTarget(Abi.Musl), platform.RustTarget(Abi.Msvc)]), known);
    }

    [Fact]
    public async Task Go_knows_every_pair()
    {
        var known = Lines((await Peer.Require("go").RunAsync("tool", "dist", "list")).Succeeded());
        Assert.Superset(All(platform => [$"{platform.GoTarget.GoOs}/{platform.GoTarget.GoArch}"]), known);
    }

    [Fact]
    public async Task Dpkg_knows_every_architecture()
    {
        var known = Lines((await Peer.Require("dpkg-architecture").RunAsync("-L")).Succeeded());
        Assert.Superset(All(platform => [platform.DebianArchitecture]), known);
    }

    [Fact]
    public void Dotnet_knows_every_runtime_identifier()
    {
        var root = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "sdk"));
        var graph = Directory.Exists(root)
            ? Directory.EnumerateFiles(root, "RuntimeIdentifierGraph.json", SearchOption.AllDirectories).FirstOrDefault()
            : null;
        if (graph is null)
            Assert.Skip("no SDK with RuntimeIdentifierGraph.json beside the runtime");
        using var document = JsonDocument.Parse(File.ReadAllBytes(graph));
        var known = document.RootElement.GetProperty("runtimes").EnumerateObject().Select(runtime => runtime.Name).ToHashSet(StringComparer.Ordinal);
        Assert.Superset(All(platform => [platform.RuntimeIdentifier(), platform.RuntimeIdentifier(Abi.Musl)]), known);
    }

    private static HashSet<string> All(Func<TargetPlatform, IEnumerable<string?>> names) =>
        PlatformTable.Rows.SelectMany(row => names(row.Platform)).OfType<string>().ToHashSet(StringComparer.Ordinal);

    private static HashSet<string> Lines(PeerResult result) =>
        result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToHashSet(StringComparer.Ordinal);
}
