using Drayage.Model.Detection;

namespace Drayage.Pipeline.Detection;

/// <summary>Judges from a path alone what part a package plays; detectors refine it by what the manifest declares.</summary>
public static class RoleByPlace
{
    public static PackageRole Of(string directory)
    {
        foreach (var part in directory.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            switch (part.ToLowerInvariant())
            {
                case "vendor" or "vendored" or "third_party" or "third-party" or "thirdparty" or "3rdparty" or "node_modules":
                    return PackageRole.Vendored;
                case "testdata" or "test-data" or "test_data" or "fixtures" or "fixture" or "__fixtures__":
                    return PackageRole.Fixture;
                case "test" or "tests" or "__tests__" or "integration_tests" or "integration-tests" or "e2e" or "bdd":
                    return PackageRole.Test;
                case "example" or "examples" or "sample" or "samples" or "demo" or "demos" or "tutorial" or "tutorials":
                    return PackageRole.Example;
                case "bench" or "benches" or "benchmark" or "benchmarks":
                    return PackageRole.Benchmark;
                default:
                    continue;
            }
        }

        return PackageRole.Product;
    }
}
