using System.Text.RegularExpressions;
using Drayage.Model.Detection;

namespace Drayage.Pipeline.Detection;

/// <summary>Judges what part a module of a Maven or Gradle build plays: from its place, and from the last words of its name.</summary>
public static partial class RoleByModule
{
    public static PackageRole Of(string directory, string name) => RoleByPlace.Of(directory) switch
    {
        PackageRole.Product when Test().IsMatch(name) => PackageRole.Test,
        PackageRole.Product when Example().IsMatch(name) => PackageRole.Example,
        PackageRole.Product when Benchmark().IsMatch(name) => PackageRole.Benchmark,
        var place => place,
    };

    [GeneratedRegex(@"(\A|[-_.])(it|e2e|(integration[-_.])?tests?)\z", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Test();

    [GeneratedRegex(@"(\A|[-_.])(examples?|samples?|demos?)\z", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Example();

    [GeneratedRegex(@"(\A|[-_.])(bench|benchmarks?|jmh|perf)\z", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Benchmark();
}
