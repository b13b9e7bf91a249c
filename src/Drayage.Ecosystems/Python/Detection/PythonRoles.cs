using Drayage.Ecosystems.Python.Distributions;
using Drayage.Model.Detection;
using Drayage.Pipeline.Detection;

namespace Drayage.Ecosystems.Python.Detection;

/// <summary>The part a distribution plays, from its place, and where that says nothing from its name.</summary>
internal static class PythonRoles
{
    public static PackageRole Of(PythonProject project) => RoleByPlace.Of(project.Directory) switch
    {
        PackageRole.Product => ByName(PythonName.Normalise(project.Name.Value)),
        var role => role,
    };

    private static PackageRole ByName(string name) => name[(name.LastIndexOf('-') + 1)..] switch
    {
        "tests" or "e2e" => PackageRole.Test,
        "example" or "examples" => PackageRole.Example,
        "benchmark" or "benchmarks" => PackageRole.Benchmark,
        _ => PackageRole.Product,
    };
}
