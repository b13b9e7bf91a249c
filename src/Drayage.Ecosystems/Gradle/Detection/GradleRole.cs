using System.Text.RegularExpressions;
using Drayage.Model.Detection;
using Drayage.Pipeline.Detection;

namespace Drayage.Ecosystems.Gradle.Detection;

/// <summary>Tells tests, examples, benchmarks and the build's own code by place and by name.</summary>
internal static partial class GradleRole
{
    public static PackageRole Of(GradleProject project)
    {
        if (project.Directory.Split('/').Any(part => part is "buildSrc" or "build-logic"))
            return PackageRole.Tooling;
        var place = RoleByPlace.Of(project.Directory);
        if (place != PackageRole.Product)
            return place;
        return project.Name switch
        {
            var name when Test().IsMatch(name) => PackageRole.Test,
            var name when Example().IsMatch(name) => PackageRole.Example,
            var name when Benchmark().IsMatch(name) => PackageRole.Benchmark,
            _ => PackageRole.Product,
        };
    }

    [GeneratedRegex(@"(\A|[-_.])(it|e2e|(integration[-_.])?tests?)\z", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Test();

    [GeneratedRegex(@"(\A|[-_.])(examples?|samples?|demos?)\z", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Example();

    [GeneratedRegex(@"(\A|[-_.])(bench|benchmarks?|jmh)\z", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Benchmark();
}
