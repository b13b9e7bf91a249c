using Drayage.Model.Detection;

namespace Drayage.Ecosystems.Maven.Detection;

/// <summary>What in the modules of a repository looks like an accident.</summary>
internal static class MavenWarnings
{
    public static IEnumerable<CatalogWarning> OfPom(EffectivePom pom, PomSet poms)
    {
        foreach (var module in pom.Own.Modules.Where(module => poms.Module(pom.Own, module.Value.Trim()) is null))
        {
            yield return new CatalogWarning(
                "missing-module",
                $"{pom.Name} lists the module {module.Value.Trim()}, where no pom.xml stands",
                pom.Own.At(module),
                "remove it, or correct the directory it names");
        }

        if (poms.StandingParent(pom.Own) is { } parent && !PomSet.AgreesWith(pom.Own, parent) && PomSet.WrittenVersion(parent) is { } actual
            && Pom.Child(pom.Own.Parent!, "version") is { } stated)
        {
            yield return new CatalogWarning(
                "version-disagreement",
                $"{pom.Name} has a parent of version {stated.Value.Trim()}, but {parent.Path} says {actual.Value.Trim()}: Maven takes another parent from a repository",
                pom.Own.At(stated),
                $"write the same in both; the other stands at {parent.At(actual)}");
        }
    }

    /// <param name="packages">All packages of the repository.</param>
    public static IEnumerable<CatalogWarning> OfPackages(IReadOnlyCollection<Package> packages)
    {
        var unpublished = packages.Where(package => !package.Publishability.IsPublishable)
            .GroupBy(package => package.Name, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
        foreach (var package in packages.Where(package => package.Publishability.IsPublishable))
        {
            if (package.Role is PackageRole.Test or PackageRole.Example or PackageRole.Benchmark)
            {
                var role = package.Role.ToString().ToLowerInvariant();
                yield return new CatalogWarning(
                    $"{role}-module-publishable",
                    $"mvn deploy would publish {package.Name}, a module of the {role}s",
                    package.Version.Location,
                    $"set the property maven.deploy.skip to true in {package.Manifest}");
            }

            foreach (var dependency in package.Dependencies.Where(dependency => dependency.OrdersPublishing && unpublished.ContainsKey(dependency.Name)))
            {
                yield return new CatalogWarning(
                    "depends-on-unpublished",
                    $"{package.Name} would be published, but it needs {dependency.Name}, which is not ({unpublished[dependency.Name].Publishability.Reason})",
                    dependency.At,
                    "publish the other module as well");
            }
        }
    }
}
