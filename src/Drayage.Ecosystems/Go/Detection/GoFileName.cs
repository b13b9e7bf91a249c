using System.Collections.Frozen;

namespace Drayage.Ecosystems.Go.Detection;

/// <summary>What the go command reads out of the names of files and directories.</summary>
internal static class GoFileName
{
    private static readonly FrozenSet<string> OperatingSystems = FrozenSet.Create(
        "aix", "android", "darwin", "dragonfly", "freebsd", "hurd", "illumos", "ios", "js", "linux", "nacl", "netbsd", "openbsd", "plan9",
        "solaris", "wasip1", "windows", "zos");

    private static readonly FrozenSet<string> Architectures = FrozenSet.Create(
        "386", "amd64", "amd64p32", "arm", "armbe", "arm64", "arm64be", "loong64", "mips", "mipsle", "mips64", "mips64le", "mips64p32",
        "mips64p32le", "ppc", "ppc64", "ppc64le", "riscv", "riscv64", "s390", "s390x", "sparc", "sparc64", "wasm");

    /// <summary>True for a source file that can be part of a package: neither a test nor hidden.</summary>
    public static bool IsSource(ReadOnlySpan<char> fileName) =>
        fileName.EndsWith(".go") && !fileName.EndsWith("_test.go") && fileName[0] is not ('_' or '.');

    /// <summary>True for a directory element that <c>./...</c> passes over.</summary>
    public static bool IsIgnoredElement(string element) => element[0] is '_' or '.' || element == "testdata";

    /// <summary>The constraint that a name such as <c>main_windows_arm64.go</c> implies; otherwise null.</summary>
    public static string? PlatformOf(string path)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        var parts = name[..name.IndexOf('.')].Split('_');
        return parts switch
        {
            [_, .., var os, var arch] when parts.Length > 2 && OperatingSystems.Contains(os) && Architectures.Contains(arch) => $"{os} && {arch}",
            [_, .., var last] when OperatingSystems.Contains(last) || Architectures.Contains(last) => last,
            _ => null,
        };
    }
}
