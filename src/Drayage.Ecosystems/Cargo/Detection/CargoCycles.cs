using Drayage.Model.Detection;

namespace Drayage.Ecosystems.Cargo.Detection;

/// <summary>Crates that depend on each other in a circle, which cargo refuses. Dev-dependencies may close one.</summary>
internal sealed class CargoCycles(IReadOnlyCollection<CargoPackage> packages)
{
    private readonly Dictionary<string, CargoPackage> byDirectory = packages.ToDictionary(package => package.Manifest.Directory, StringComparer.Ordinal);
    private readonly HashSet<CargoPackage> done = [];
    private readonly List<CargoPackage> path = [];

    public IEnumerable<CatalogWarning> Check() => packages.OrderBy(package => package.Manifest.Directory, StringComparer.Ordinal).SelectMany(Visit);

    private List<CatalogWarning> Visit(CargoPackage package)
    {
        var found = new List<CatalogWarning>();
        if (done.Contains(package))
            return found;
        path.Add(package);
        foreach (var dependency in package.Dependencies.Where(dependency => dependency.Kind != LocalDependencyKind.Development))
        {
            if (dependency.Directory is not { } directory || !byDirectory.TryGetValue(directory, out var needed))
                continue;
            if (path.IndexOf(needed) is >= 0 and var start)
                found.Add(CargoWarnings.DependencyCycle([.. path.Skip(start).Append(needed).Select(crate => crate.Package.Name)], dependency));
            else
                found.AddRange(Visit(needed));
        }

        path.RemoveAt(path.Count - 1);
        done.Add(package);
        return found;
    }
}
