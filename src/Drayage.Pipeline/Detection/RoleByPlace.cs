using Drayage.Model.Detection;

namespace Drayage.Pipeline.Detection;

/// <summary>Judges from a path alone what part a package plays; detectors refine it by what the manifest declares.</summary>
public static class RoleByPlace
{
    public static PackageRole Of(string directory)
    {
        foreach (var part in directory.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (OfPart(part.ToLowerInvariant()) is var role and not PackageRole.Product)
                return role;
        }

        return PackageRole.Product;
    }

    private static PackageRole OfPart(string part)
    {
        switch (part)
        {
            case "vendor" or "vendored" or "third_party" or "third-party" or "thirdparty" or "3rdparty" or "node_modules":
                return PackageRole.Vendored;
            case "testdata" or "fixtures" or "fixture" or "__fixtures__" or "testfixtures" or "testprojects" or "testcases":
                return PackageRole.Fixture;
            case "test" or "tests" or "__tests__" or "e2e" or "bdd":
                return PackageRole.Test;
            case "example" or "examples" or "sample" or "samples" or "demo" or "demos" or "tutorial" or "tutorials":
                return PackageRole.Example;
            case "bench" or "benches" or "benchmark" or "benchmarks" or "microbenchmark" or "microbenchmarks":
                return PackageRole.Benchmark;
        }

        // Workflows' own actions, development containers, editors' settings.
        return part[0] == '.' ? PackageRole.Tooling : IsForTests(part) ? PackageRole.Fixture : IsKindOfTest(part) ? PackageRole.Test : PackageRole.Product;
    }

    /// <summary>Names such as <c>test_data</c>. Others that begin so, such as <c>test-utils</c>, are packages of their own.</summary>
    private static bool IsForTests(string part) =>
        part.Length > 5 && part.StartsWith("test", StringComparison.Ordinal) && part[4] is '-' or '_'
        && part[5..] is "data" or "fixtures" or "fixture" or "projects" or "packages" or "cases" or "resources" or "assets" or "inputs";

    /// <summary>Names such as <c>integration-tests</c>. Others that end so, such as <c>tokio-test</c>, are for the tests of their users.</summary>
    private static bool IsKindOfTest(string part)
    {
        var last = part.LastIndexOfAny(['-', '_']);
        return last > 0 && part[(last + 1)..] is "test" or "tests" or "testing"
            && part[..last] is "e2e" or "integration" or "functional" or "acceptance" or "system" or "unit" or "smoke" or "regression" or "conformance";
    }
}
