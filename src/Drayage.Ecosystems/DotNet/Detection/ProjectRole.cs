using System.Text.RegularExpressions;
using Drayage.Model.Detection;
using Drayage.Pipeline.Detection;

namespace Drayage.Ecosystems.DotNet.Detection;

/// <summary>Tells tests, benchmarks and examples by place, by what they reference and by name.</summary>
internal static partial class ProjectRole
{
    private static readonly string[] TestFrameworks = ["xunit", "xunit.v3", "xunit.core", "NUnit", "MSTest", "MSTest.TestFramework", "TUnit", "Microsoft.NET.Test.Sdk"];

    public static PackageRole Of(DotNetProject project)
    {
        var place = RoleByPlace.Of(SourceTree.DirectoryOf(project.Path));
        if (place is PackageRole.Vendored or PackageRole.Fixture)
            return place;
        if (project.Evaluation.Properties.IsTrue("IsTestProject") || project.References(IsTestFramework))
            return PackageRole.Test;
        if (project.References(package => package.Equals("BenchmarkDotNet", StringComparison.OrdinalIgnoreCase)))
            return PackageRole.Benchmark;
        if (place != PackageRole.Product)
            return place;
        return ByName(Path.GetFileNameWithoutExtension(project.Path));
    }

    private static bool IsTestFramework(string package) => TestFrameworks.Contains(package, StringComparer.OrdinalIgnoreCase);

    private static PackageRole ByName(string name) =>
        TestName().IsMatch(name) ? PackageRole.Test
        : BenchmarkName().IsMatch(name) ? PackageRole.Benchmark
        : ExampleName().IsMatch(name) ? PackageRole.Example
        : PackageRole.Product;

    [GeneratedRegex(@"(\A|[._-])(unit|integration|functional|acceptance|e2e|smoke)?[._-]?tests?\z", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex TestName();

    [GeneratedRegex(@"(\A|[._-])(bench|benchmarks?)\z", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex BenchmarkName();

    [GeneratedRegex(@"(\A|[._-])(samples?|examples?|demos?)([._-]|\z)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex ExampleName();
}
