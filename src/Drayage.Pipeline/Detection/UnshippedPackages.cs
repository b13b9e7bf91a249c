using System.Collections.Immutable;
using Drayage.Model.Detection;
using Drayage.Pipeline.Configuration;

namespace Drayage.Pipeline.Detection;

/// <summary>Finds publishable packages that no component of the configuration ships.</summary>
internal static class UnshippedPackages
{
    public static IEnumerable<CatalogWarning> Find(ImmutableArray<Package> packages, ProjectSettings settings) =>
        packages
            .Where(p => p.Publishability.IsPublishable && p.Role == PackageRole.Product && !settings.Components.Any(c => Ships(c, p) || packages.Any(carrier => carrier.Carries.Contains(p.Manifest) && Ships(c, carrier))))
            .Select(p => new CatalogWarning(
                "unshipped-package",
                $"{p.Ecosystem} package {p.Name} is publishable and no component ships it",
                p.Version.Location ?? new Model.SourceLocation(p.Manifest, 1, 1),
                $"add a component for '{(p.Directory.Length == 0 ? "." : p.Directory)}', mark the package as not to be published, or leave its path out with 'exclude'"));

    private static bool Ships(ComponentSettings component, Package package) =>
        component.Ecosystem == package.Ecosystem
        && (component.Path == package.Directory || component.Path == package.Manifest)
        && (component.Package is null || component.Package == package.Name);
}
