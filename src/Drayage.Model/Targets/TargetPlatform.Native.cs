using System.Diagnostics.CodeAnalysis;

namespace Drayage.Model.Targets;

public sealed partial record TargetPlatform
{
    /// <summary>The target triple of rustc, or null where it has none.</summary>
    public string? RustTarget(Abi abi = Abi.Native)
    {
        if (PlatformTable.Find(this) is not { } row)
            return null;
        return abi switch
        {
            Abi.Native => row.RustOnly ?? row.RustMsvc ?? row.RustGnu,
            Abi.Gnu => row.RustGnu,
            Abi.Musl => row.RustMusl,
            Abi.Msvc => row.RustMsvc,
            _ => throw new ArgumentOutOfRangeException(nameof(abi), abi, message: null),
        };
    }

    /// <summary>Reads a target triple of rustc.</summary>
    /// <param name="abi">The convention that the triple names; <see cref="Abi.Native"/> where the system has only one.</param>
    public static bool TryFromRustTarget(string triple, [NotNullWhen(true)] out TargetPlatform? platform, out Abi abi)
    {
        foreach (var row in PlatformTable.Rows)
        {
            Abi? found =
                row.RustGnu == triple ? Abi.Gnu :
                row.RustMusl == triple ? Abi.Musl :
                row.RustMsvc == triple ? Abi.Msvc :
                row.RustOnly == triple ? Abi.Native : null;
            if (found is not { } convention)
                continue;
            (platform, abi) = (row.Platform, convention);
            return true;
        }
        (platform, abi) = (null, Abi.Native);
        return false;
    }

    /// <summary>How to tell Go's toolchain; Go's names are those of OCI, so every platform has an answer.</summary>
    public GoTarget GoTarget
    {
        get
        {
            var platform = Normalized;
            return platform.Architecture switch
            {
                "arm" => new(platform.Os, "arm", GoArm: platform.Variant is "v8" ? "7" : platform.Variant?.TrimStart('v')),
                "amd64" => new(platform.Os, "amd64", GoAmd64: platform.Variant),
                var architecture => new(platform.Os, architecture),
            };
        }
    }

    /// <summary>The .NET runtime identifier (<c>linux-x64</c>, <c>linux-musl-arm64</c>, <c>osx-arm64</c>, <c>win-x64</c>), or null where there is none.</summary>
    public string? RuntimeIdentifier(Abi abi = Abi.Native)
    {
        if (PlatformTable.Find(this) is not { RidArchitecture: { } architecture } row)
            return null;
        return (row.Platform.Os, abi) switch
        {
            ("linux", Abi.Native or Abi.Gnu) => $"linux-{architecture}",
            ("linux", Abi.Musl) => $"linux-musl-{architecture}",
            ("darwin", Abi.Native) => $"osx-{architecture}",
            ("windows", Abi.Native or Abi.Msvc) => $"win-{architecture}",
            ("freebsd", Abi.Native) => $"freebsd-{architecture}",
            _ => null,
        };
    }

    /// <summary>Reads a portable .NET runtime identifier.</summary>
    public static bool TryFromRuntimeIdentifier(string identifier, [NotNullWhen(true)] out TargetPlatform? platform, out Abi abi)
    {
        foreach (var convention in new[] { Abi.Native, Abi.Musl })
        {
            if (PlatformTable.Rows.FirstOrDefault(row => row.Platform.RuntimeIdentifier(convention) == identifier) is { } row)
            {
                (platform, abi) = (row.Platform, convention);
                return true;
            }
        }
        (platform, abi) = (null, Abi.Native);
        return false;
    }

    /// <summary>What binds an npm package to this platform, or null where Node has no name for it.</summary>
    public NpmTarget? NpmTarget(Abi abi = Abi.Native)
    {
        if (PlatformTable.Find(this) is not { NodeCpu: { } cpu } row)
            return null;
        return (row.Platform.Os, abi) switch
        {
            ("linux", Abi.Musl) => new("linux", cpu, "musl"),
            ("linux", Abi.Native or Abi.Gnu) => new("linux", cpu, "glibc"),
            ("windows", not Abi.Musl) => new("win32", cpu, LibC: null),
            (var os, Abi.Native) => new(os, cpu, LibC: null),
            _ => null,
        };
    }

    /// <summary>Debian's architecture, or null where Debian has none.</summary>
    public string? DebianArchitecture => PlatformTable.Find(this)?.Debian;
}
