using Drayage.Model.Detection;
using Drayage.Model.Versions;
using Drayage.Model.Versions.Requirements;

namespace Drayage.Ecosystems.Cargo.Detection;

/// <summary>What stands in the way of publishing a crate, and crates that nobody means to publish.</summary>
internal sealed class CargoPackageChecks(IReadOnlyCollection<CargoPackage> packages, IReadOnlyDictionary<string, CargoManifest> manifests)
{
    private readonly ILookup<string, Package> byName = packages.Select(package => package.Package).ToLookup(package => package.Name, StringComparer.Ordinal);

    public IEnumerable<CatalogWarning> Check() => packages.SelectMany(package =>
        Paths(package).Concat(Requirements(package)).Concat(package.Package.Publishability.IsPublishable ? Publishable(package) : []));

    private IEnumerable<CatalogWarning> Paths(CargoPackage package) =>
        from dependency in package.Dependencies
        where dependency.Directory is { } directory && (!manifests.TryGetValue(directory, out var other) || other.Name?.Value != dependency.Package)
        select CargoWarnings.MissingPathDependency(package.Manifest, dependency);

    /// <summary>Cargo refuses a path dependency whose version the requirement beside the path does not admit.</summary>
    private IEnumerable<CatalogWarning> Requirements(CargoPackage package) =>
        from dependency in package.Dependencies
        where dependency is { Directory: not null, Requirement: not null }
        let other = packages.FirstOrDefault(other => other.Package.Directory == dependency.Directory)
        where other is not null && SemanticVersion.TryParse(other.Package.Version.Text, out var version)
            && SemanticRequirement.ParseCargo(dependency.Requirement!)?.Matches(version) == false
        select CargoWarnings.RequirementMissesVersion(package.Package, dependency, other.Package.Version.Text!);

    private IEnumerable<CatalogWarning> Publishable(CargoPackage crate)
    {
        var (package, manifest) = (crate.Package, crate.Manifest);
        // Somebody else publishes it.
        if (package.Role == PackageRole.Vendored)
            yield break;
        var isAccident = package.Role != PackageRole.Product && !CargoPublishability.IsExplicit(package.Publishability);
        if (isAccident)
        {
            // What publishing it would need is beside the point.
            yield return CargoWarnings.AccidentallyPublishable(package, manifest);
            yield break;
        }

        if (package.Publishability.Registries is [] or ["crates-io"] && MissingMetadata(crate.Fields) is { Length: > 0 } missing)
            yield return CargoWarnings.MissingMetadata(package, manifest, missing);
        foreach (var dependency in crate.Dependencies)
        {
            if (dependency.IsPath && dependency.Requirement is null && dependency.Kind != LocalDependencyKind.Development)
                yield return CargoWarnings.DependencyWithoutVersion(package, dependency);
        }

        foreach (var dependency in package.Dependencies.Where(dependency => dependency.OrdersPublishing))
        {
            if (byName[dependency.Name].ToList() is { Count: > 0 } named && !named.Exists(other => other.Publishability.IsPublishable))
                yield return CargoWarnings.DependsOnUnpublishable(package, dependency);
        }
    }

    private static string MissingMetadata(CargoFields fields)
    {
        var missing = new List<string>();
        if (fields.Get("description") is null)
            missing.Add("description");
        if (fields.Get("license") is null && fields.Get("license-file") is null)
            missing.Add("license");
        return string.Join(" and no ", missing);
    }
}
