using System.Collections.Immutable;

namespace Drayage.Model.Targets;

/// <summary>The platforms that the ecosystems build for, by their normalised names.</summary>
internal static class PlatformTable
{
    public static ImmutableArray<PlatformRow> Rows { get; } =
    [
        Linux("linux/amd64", "x86_64", "", rid: "x64", node: "x64", python: "x86_64", debian: "amd64"),
        Linux("linux/arm64", "aarch64", "", rid: "arm64", node: "arm64", python: "aarch64", debian: "arm64"),
        Linux("linux/arm/v7", "armv7", "eabihf", rid: "arm", node: "arm", python: "armv7l", debian: "armhf"),
        // Debian's armhf needs ARMv7 and its armel has another calling convention.
        Linux("linux/arm/v6", "arm", "eabihf", rid: "armv6", node: "arm", python: null, debian: null),
        Linux("linux/arm/v5", "armv5te", "eabi", rid: null, node: "arm", python: null, debian: "armel"),
        Linux("linux/386", "i686", "", rid: "x86", node: "ia32", python: "i686", debian: "i386"),
        Linux("linux/ppc64le", "powerpc64le", "", rid: "ppc64le", node: "ppc64", python: "ppc64le", debian: "ppc64el"),
        Linux("linux/s390x", "s390x", "", rid: "s390x", node: "s390x", python: "s390x", debian: "s390x"),
        Linux("linux/riscv64", "riscv64gc", "", rid: "riscv64", node: "riscv64", python: "riscv64", debian: "riscv64")
            with { PythonBaseline = (2, 31) },
        Linux("linux/loong64", "loongarch64", "", rid: "loongarch64", node: "loong64", python: "loongarch64", debian: "loong64")
            with { PythonBaseline = (2, 36) },
        Row("darwin/amd64") with
        {
            RustOnly = "x86_64-apple-darwin", RidArchitecture = "x64", NodeCpu = "x64", Python = "x86_64", PythonBaseline = (10, 12),
        },
        Row("darwin/arm64") with
        {
            RustOnly = "aarch64-apple-darwin", RidArchitecture = "arm64", NodeCpu = "arm64", Python = "arm64", PythonBaseline = (11, 0),
        },
        Row("windows/amd64") with
        {
            RustMsvc = "x86_64-pc-windows-msvc", RustGnu = "x86_64-pc-windows-gnu", RidArchitecture = "x64", NodeCpu = "x64", Python = "win_amd64",
        },
        Row("windows/arm64") with { RustMsvc = "aarch64-pc-windows-msvc", RidArchitecture = "arm64", NodeCpu = "arm64", Python = "win_arm64" },
        Row("windows/386") with
        {
            RustMsvc = "i686-pc-windows-msvc", RustGnu = "i686-pc-windows-gnu", RidArchitecture = "x86", NodeCpu = "ia32", Python = "win32",
        },
        Row("freebsd/amd64") with { RustOnly = "x86_64-unknown-freebsd", RidArchitecture = "x64", NodeCpu = "x64" },
        Row("freebsd/arm64") with { RustOnly = "aarch64-unknown-freebsd", RidArchitecture = "arm64", NodeCpu = "arm64" },
    ];

    /// <summary>The row of a platform; a CPU level of amd64 is a compiler option and shares the row of amd64.</summary>
    public static PlatformRow? Find(TargetPlatform platform)
    {
        var wanted = platform.Normalized;
        if (wanted.Architecture == "amd64")
            wanted = wanted with { Variant = null };
        return Rows.FirstOrDefault(row => row.Platform == wanted);
    }

    private static PlatformRow Row(string platform) => new(TargetPlatform.Parse(platform));

    private static PlatformRow Linux(
        string platform, string rustArchitecture, string eabi, string? rid, string node, string? python, string? debian) =>
        Row(platform) with
        {
            RustGnu = $"{rustArchitecture}-unknown-linux-gnu{eabi}",
            RustMusl = $"{rustArchitecture}-unknown-linux-musl{eabi}",
            RidArchitecture = rid,
            NodeCpu = node,
            Python = python,
            Debian = debian,
        };
}
