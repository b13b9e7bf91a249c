using Drayage.Ecosystems.Cargo.Detection;
using Drayage.Model;
using Drayage.Model.Detection;
using Drayage.Model.Versions;
using Drayage.Model.Versions.Requirements;
using Drayage.Pipeline.Detection;
using Drayage.Pipeline.Locking;

namespace Drayage.Ecosystems.Cargo.Locking;

/// <summary>One member of a workspace against its entry of the lock file.</summary>
internal sealed class CargoLockComparison(CargoLock locked, string path, CargoManifest member, CargoWorkspace? workspace)
{
    private readonly string file = SourceTree.FileName(path);

    /// <exception cref="ReleaseException">Cargo would refuse the manifest.</exception>
    public IEnumerable<LockDifference> Differences()
    {
        var (name, fields) = (member.Name!, new CargoFields(member, workspace, new List<CatalogWarning>()));
        var version = fields.GetString("version");
        var entries = locked.Own(name.Value).ToArray();
        var entry = entries.FirstOrDefault(candidate => candidate.Version == (version?.Value ?? "0.0.0"));
        if (entry is null)
        {
            var text = entries is [] ? $"is {name.Value}, which {file} does not have" : $"gives {name.Value} the version {version?.Value ?? "0.0.0"}, {file} has {entries[0].Version}";
            return [new LockDifference(version?.At ?? name.At, text)];
        }

        var dependencies = CargoDependency.Read(member, workspace).ToArray();
        return dependencies.Select(dependency => Missing(entry, dependency)).OfType<LockDifference>().Concat(Surplus(entry, dependencies));
    }

    private LockDifference? Missing(LockedCrate entry, CargoDependency dependency)
    {
        var versions = locked.VersionsFor(entry, dependency.Package).ToArray();
        if (versions is [])
            return new LockDifference(dependency.At, $"requires {Spelt(dependency)}, which {file} does not have for {entry.Name}");
        // What stands in the repository or is taken from git is not chosen by its version.
        if (dependency.IsPath || dependency.IsGit || dependency.Requirement is not { } requirement)
            return null;
        return versions.All(version => VersionRequirement.Admits(NativeSpelling.Cargo, requirement, version) == false)
            ? new LockDifference(dependency.At, $"requires {Spelt(dependency)}, {file} has {string.Join(" and ", versions)}")
            : null;
    }

    private static IEnumerable<LockDifference> Surplus(LockedCrate entry, CargoDependency[] dependencies) =>
        from written in entry.Dependencies
        let name = written.Value.Split(' ')[0]
        where !dependencies.Any(dependency => dependency.Package == name)
        select new LockDifference(written.At, $"has {name} for {entry.Name}, whose manifest does not require it");

    private static string Spelt(CargoDependency dependency) =>
        dependency.Requirement is null ? dependency.Package : $"{dependency.Package} {dependency.Requirement}";
}
