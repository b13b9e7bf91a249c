using Drayage.Model.Detection;

namespace Drayage.Ecosystems.Gradle.Detection;

/// <summary>What in the projects of a build looks like an accident.</summary>
internal static class GradleWarnings
{
    public static IEnumerable<CatalogWarning> OfSettings(GradleBuild build)
    {
        foreach (var at in build.Settings?.Computed ?? [])
            yield return new CatalogWarning("computed-include", $"{at.Path} computes which projects it includes; those are not listed", at, "name the projects as texts to have them listed");
        foreach (var project in build.Projects.Where(project => project is { IncludedAt: not null, BuildFile: null } && project.Plugins.Count == 0))
        {
            yield return new CatalogWarning(
                "missing-project",
                $"{project.IncludedAt!.Path} includes {project.Path}, but {project.Directory} has no build script",
                project.IncludedAt,
                "remove it, or correct its directory");
        }
    }

    /// <param name="packages">All packages of the build.</param>
    public static IEnumerable<CatalogWarning> OfPackages(IReadOnlyCollection<Package> packages)
    {
        var unpublished = packages.Where(package => !package.Publishability.IsPublishable).Select(package => package.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var package in packages.Where(package => package.Publishability.IsPublishable))
        {
            if (package.Role is PackageRole.Test or PackageRole.Example or PackageRole.Benchmark)
            {
                var role = package.Role.ToString().ToLowerInvariant();
                yield return new CatalogWarning(
                    $"{role}-project-publishable",
                    $"Gradle would publish {package.Name}, a project of the {role}s: it {package.Publishability.Reason}",
                    package.Publishability.At,
                    "leave the plugin out of this project");
            }

            foreach (var dependency in package.Dependencies.Where(dependency => dependency.OrdersPublishing && unpublished.Contains(dependency.Name)))
            {
                yield return new CatalogWarning(
                    "depends-on-unpublished",
                    $"{package.Name} would be published, but it needs {dependency.Name}, which applies no publishing plugin",
                    dependency.At,
                    "publish the other project as well");
            }
        }
    }
}
