using System.Collections.Immutable;

namespace Drayage.Model.Targets;

public sealed partial record TargetPlatform
{
    /// <summary>
    /// The platform tag of a wheel (PEP 600, PEP 656 and the platform compatibility tags specification):
    /// <c>manylinux_2_17_x86_64</c>, <c>musllinux_1_2_aarch64</c>, <c>macosx_11_0_arm64</c>, <c>win_amd64</c>. Null where there is none.
    /// </summary>
    /// <param name="minimum">
    /// The oldest glibc, musl or macOS that the wheel runs on; by default glibc 2.17 (2.31 on riscv64, 2.36 on loong64), musl 1.2,
    /// macOS 10.12 on amd64 and 11.0 on arm64. Windows has none.
    /// </param>
    public string? PythonTag(Abi abi = Abi.Native, (int Major, int Minor)? minimum = null)
    {
        if (PlatformTable.Find(this) is not { Python: { } name } row)
            return null;
        var (major, minor) = minimum ?? (abi == Abi.Musl ? (1, 2) : row.PythonBaseline);
        return (row.Platform.Os, abi) switch
        {
            ("linux", Abi.Native or Abi.Gnu) => $"manylinux_{major}_{minor}_{name}",
            ("linux", Abi.Musl) => $"musllinux_{major}_{minor}_{name}",
            ("darwin", Abi.Native) => $"macosx_{major}_{minor}_{name}",
            ("windows", Abi.Native or Abi.Msvc) => name,
            _ => null,
        };
    }

    /// <summary>
    /// The platforms that a wheel's platform tag speaks of: several for macOS's <c>universal2</c>, none for <c>any</c> or an unknown tag.
    /// A compressed set (<c>manylinux_2_17_x86_64.manylinux2014_x86_64</c>) gives each platform once.
    /// </summary>
    public static ImmutableArray<TargetPlatform> FromPythonTag(string tag) =>
        [.. tag.Split('.').SelectMany(FromSingleTag).Distinct()];

    private static IEnumerable<TargetPlatform> FromSingleTag(string tag)
    {
        var rows = PlatformTable.Rows.Where(row => row.Python is not null).ToImmutableArray();
        if (tag.StartsWith("macosx_", StringComparison.Ordinal) && tag.EndsWith("_universal2", StringComparison.Ordinal))
            return rows.Where(row => row.Platform.Os == "darwin").Select(row => row.Platform);
        return rows.Where(row => row.Platform.Os switch
        {
            "windows" => tag == row.Python,
            "darwin" => tag.StartsWith("macosx_", StringComparison.Ordinal) && tag.EndsWith("_" + row.Python, StringComparison.Ordinal),
            _ => IsLinux(tag) && tag.EndsWith("_" + row.Python, StringComparison.Ordinal),
        }).Select(row => row.Platform);
    }

    private static bool IsLinux(string tag) =>
        tag.StartsWith("manylinux", StringComparison.Ordinal)
        || tag.StartsWith("musllinux_", StringComparison.Ordinal)
        || tag.StartsWith("linux_", StringComparison.Ordinal);
}
