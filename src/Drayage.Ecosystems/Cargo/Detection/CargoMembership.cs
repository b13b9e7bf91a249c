using Drayage.Model;
using Drayage.Model.Detection;
using Drayage.Pipeline.Detection;

namespace Drayage.Ecosystems.Cargo.Detection;

/// <summary>
/// Which workspace each manifest belongs to, found as cargo finds it: by <c>package.workspace</c>, else by the nearest
/// root above that has it as a member, else by the nearest that does not exclude it; members are those listed and, within the root, their path dependencies.
/// </summary>
internal sealed class CargoMembership
{
    private readonly SortedDictionary<string, CargoManifest> manifests;
    private readonly Dictionary<string, CargoWorkspace> roots;
    private readonly Dictionary<string, HashSet<string>> members = new(StringComparer.Ordinal);
    private readonly ICollection<CatalogWarning> warnings;

    /// <param name="manifests">By directory.</param>
    /// <param name="directories">All directories of the tree, for patterns.</param>
    public CargoMembership(SortedDictionary<string, CargoManifest> manifests, IReadOnlyCollection<string> directories, ICollection<CatalogWarning> warnings)
    {
        this.manifests = manifests;
        this.warnings = warnings;
        roots = manifests.Values.Where(manifest => manifest.Workspace is not null)
            .ToDictionary(manifest => manifest.Directory, manifest => new CargoWorkspace(manifest), StringComparer.Ordinal);
        foreach (var workspace in roots.Values)
            members.Add(workspace.Root.Directory, FindMembers(workspace, directories));
    }

    public IEnumerable<CargoWorkspace> Workspaces => roots.Values;

    /// <summary>The workspace whose settings the package inherits; null for a package on its own.</summary>
    public CargoWorkspace? WorkspaceOf(CargoManifest manifest)
    {
        if (manifest.Workspace is not null)
            return roots[manifest.Directory];
        if (manifest.WorkspacePointer is { } pointer)
            return SourceTree.Join(manifest.Directory, pointer.Value) is { } directory ? roots.GetValueOrDefault(directory) : null;
        // Run from a root further up that lists the package, cargo lets it inherit from that one.
        return Above(manifest).FirstOrDefault(workspace => IsMember(workspace, manifest)) ?? Nearest(manifest);
    }

    /// <summary>The root in which cargo looks when it runs in the package's own directory.</summary>
    public CargoWorkspace? Nearest(CargoManifest manifest) => Above(manifest).FirstOrDefault();

    public bool IsMember(CargoWorkspace workspace, CargoManifest manifest) =>
        members.TryGetValue(workspace.Root.Directory, out var found) && found.Contains(manifest.Directory);

    public IEnumerable<CargoManifest> MembersOf(CargoWorkspace workspace) =>
        members[workspace.Root.Directory].Order(StringComparer.Ordinal).Select(directory => manifests[directory]).Where(manifest => manifest.Package is not null);

    private IEnumerable<CargoWorkspace> Above(CargoManifest manifest)
    {
        for (var directory = manifest.Directory; directory.Length > 0;)
        {
            directory = SourceTree.DirectoryOf(directory);
            if (roots.TryGetValue(directory, out var workspace) && !workspace.Excludes(manifest.Directory))
                yield return workspace;
        }
    }

    private HashSet<string> FindMembers(CargoWorkspace workspace, IReadOnlyCollection<string> directories)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        if (workspace.Root.Package is not null)
            Follow(workspace, workspace.Root.Directory, isDependency: false, found);
        foreach (var pattern in workspace.Members)
        {
            var any = false;
            foreach (var directory in workspace.Expand(pattern, directories))
            {
                any = true;
                if (!manifests.ContainsKey(directory) && !workspace.Excludes(directory))
                    warnings.Add(CargoWarnings.MissingMember(workspace, pattern, directory));
                Follow(workspace, directory, isDependency: false, found);
            }

            if (!any)
                warnings.Add(CargoWarnings.UnmatchedPattern(workspace, pattern));
        }

        return found;
    }

    private void Follow(CargoWorkspace workspace, string directory, bool isDependency, HashSet<string> found)
    {
        if (found.Contains(directory) || !manifests.TryGetValue(directory, out var manifest))
            return;
        if (isDependency && !workspace.Contains(directory) && WorkspaceOf(manifest) != workspace)
            return;
        if (workspace.Excludes(directory))
            return;
        found.Add(directory);
        foreach (var dependency in PathDependencies(manifest, workspace))
            Follow(workspace, dependency, isDependency: true, found);
    }

    private static IEnumerable<string> PathDependencies(CargoManifest manifest, CargoWorkspace workspace)
    {
        try
        {
            return [.. CargoDependency.Read(manifest, workspace).Select(dependency => dependency.Directory).OfType<string>()];
        }
        catch (ReleaseException)
        {
            // Reported once, where the package itself is read.
            return [];
        }
    }
}
