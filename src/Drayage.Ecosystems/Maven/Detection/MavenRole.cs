using System.Text.RegularExpressions;
using Drayage.Model.Detection;
using Drayage.Pipeline.Detection;

namespace Drayage.Ecosystems.Maven.Detection;

/// <summary>Tells tests, examples and benchmarks by place and by the artifact id's last words.</summary>
internal static partial class MavenRole
{
    public static PackageRole Of(EffectivePom pom)
    {
        var place = RoleByPlace.Of(pom.Own.Directory);
        if (place != PackageRole.Product)
            return place;
        return pom.ArtifactId switch
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

    [GeneratedRegex(@"(\A|[-_.])(benchmarks?|jmh|perf)\z", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Benchmark();
}
