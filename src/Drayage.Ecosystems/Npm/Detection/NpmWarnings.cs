using Drayage.Model.Detection;

namespace Drayage.Ecosystems.Npm.Detection;

/// <summary>What in the npm packages of a repository looks like an accident.</summary>
internal static class NpmWarnings
{
    /// <param name="package">A package that npm would publish.</param>
    public static IEnumerable<CatalogWarning> OfPublishable(Package package, PackageJson manifest, Workspace? own)
    {
        if (package.Role is PackageRole.Test or PackageRole.Example or PackageRole.Benchmark)
        {
            var role = package.Role.ToString().ToLowerInvariant();
            yield return new CatalogWarning(
                $"{role}-package-publishable",
                $"npm would publish {package.Name}, a package that stands among the {role}s",
                manifest.Root["name"]!.At,
                $"""set "private": true in {package.Manifest}""");
        }

        if (own is not null && !HasContent(manifest))
        {
            yield return new CatalogWarning(
                "workspace-root-publishable",
                $"npm would publish {package.Name}, the root of a workspace that has no entry point of its own",
                manifest.Root["name"]!.At,
                $"""set "private": true in {package.Manifest}""");
        }
    }

    public static IEnumerable<CatalogWarning> OfWorkspace(Workspace workspace, IReadOnlyCollection<PackageJson> manifests)
    {
        var members = manifests.Where(manifest => workspace.Includes(manifest.Directory)).ToList();
        foreach (var pattern in workspace.Patterns.Where(pattern => !pattern.IsExclusion && pattern.Body is not ("" or ".")))
        {
            if (!manifests.Any(manifest => workspace.RelativeTo(manifest.Directory) is { } relative && pattern.Matches(relative)))
            {
                yield return new CatalogWarning(
                    "workspace-pattern-unmatched",
                    $"the workspace pattern {pattern.Spelling} matches no package",
                    pattern.At,
                    "remove it, or correct the directory it names");
            }
        }

        foreach (var same in members.Where(member => member.Name is not null).GroupBy(member => member.Name!, StringComparer.Ordinal).Where(group => group.Count() > 1))
        {
            yield return new CatalogWarning(
                "duplicate-package-name",
                $"{same.Count()} packages of one workspace are named {same.Key}: {string.Join(", ", same.Select(member => member.Path))}",
                same.Last().Root["name"]!.At,
                "npm refuses such a workspace; rename all but one");
        }
    }

    /// <param name="packages">All packages of the repository.</param>
    public static IEnumerable<CatalogWarning> OfDependencies(IReadOnlyCollection<Package> packages)
    {
        var unpublished = packages.GroupBy(package => package.Name, StringComparer.Ordinal)
            .Where(group => group.All(package => !package.Publishability.IsPublishable))
            .ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
        return from package in packages
               where package.Publishability.IsPublishable
               from dependency in package.Dependencies
               where dependency.Kind == LocalDependencyKind.Runtime && unpublished.ContainsKey(dependency.Name)
               let reason = unpublished[dependency.Name].Publishability.Reason
               select new CatalogWarning(
                   "depends-on-unpublished",
                   $"{package.Name} would be published, but it depends on {dependency.Name}, which is not ({reason})",
                   dependency.At,
                   "publish the dependency as well, or move it to devDependencies and bundle it");
    }

    private static bool HasContent(PackageJson manifest) =>
        ((string[])["main", "module", "exports", "bin", "files", "browser", "types"]).Any(member => manifest.Root[member] is not null);
}
