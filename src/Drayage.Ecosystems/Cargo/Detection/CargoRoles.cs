using Drayage.Model.Detection;
using Drayage.Pipeline.Detection;

namespace Drayage.Ecosystems.Cargo.Detection;

/// <summary>The part a crate plays, from its place, and where that says nothing from its name.</summary>
internal static class CargoRoles
{
    public static PackageRole Of(CargoManifest manifest) => RoleByPlace.Of(manifest.Directory) switch
    {
        PackageRole.Product => ByName(manifest),
        var role => role,
    };

    private static PackageRole ByName(CargoManifest manifest)
    {
        var name = manifest.Name!.Value.ToLowerInvariant();
        var lastWord = name[(name.LastIndexOfAny(['-', '_']) + 1)..];
        return lastWord switch
        {
            "xtask" or "xtasks" => PackageRole.Tooling,
            "test" or "tests" or "e2e" or "integration" => PackageRole.Test,
            "example" or "examples" => PackageRole.Example,
            "bench" or "benches" or "benchmarks" => PackageRole.Benchmark,
            _ => SourceTree.FileName(manifest.Directory) is "xtask" or "tools" or "scripts" ? PackageRole.Tooling : PackageRole.Product,
        };
    }
}
