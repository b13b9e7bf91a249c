using Drayage.Ecosystems.Npm.Detection;
using Drayage.Formats.Yaml;
using Drayage.Pipeline.Detection;
using Drayage.Pipeline.Locking;
using YamlDotNet.RepresentationModel;

namespace Drayage.Ecosystems.Npm.Locking;

/// <summary>
/// <c>pnpm-lock.yaml</c>: for each package of the workspace (an importer) it repeats the ranges as specifiers, which is what
/// <c>pnpm install --frozen-lockfile</c> compares; for catalogs likewise.
/// </summary>
internal static class PnpmLock
{
    private const string WorkspaceFile = "pnpm-workspace.yaml";

    /// <returns>Null where a hook may rewrite what the packages require.</returns>
    /// <exception cref="YamlDotNet.Core.YamlException">The lock file or the workspace's file is not YAML.</exception>
    public static IEnumerable<LockDifference>? Compare(NodeProject project, string path)
    {
        if (((string[])[".pnpmfile.cjs", ".pnpmfile.mjs", "pnpmfile.js"]).Any(hook => project.Tree.Contains(SourceTree.Join(project.Directory, hook)!)))
            return null;
        if (YamlPlaces.Root(Head(project.Tree.ReadText(path))) is not { } locked)
            return null;
        var workspacePath = SourceTree.Join(project.Directory, WorkspaceFile)!;
        var workspace = project.Tree.Contains(workspacePath) ? YamlPlaces.Root(project.Tree.ReadText(workspacePath)) : null;
        var passed = PnpmOverrides.Names(project.Root, workspace, locked);
        var importers = locked.Mapping("importers");
        var differences = from package in importers is null ? [project.Root] : project.All
                          let key = project.RelativeTo(package) is { Length: > 0 } relative ? relative : "."
                          from difference in Between(package, importers is null ? locked : importers.Mapping(key), importers?.Children.Count > 1, passed, path)
                          select difference;
        return differences.Concat(Catalogs(workspace, locked.Mapping("catalogs"), workspacePath));
    }

    // What follows is the graph of all packages: nothing to compare, and by far the longest part.
    private static string Head(string text)
    {
        var end = text.IndexOf("\npackages:", StringComparison.Ordinal);
        return end < 0 ? text : text[..(end + 1)];
    }

    private static IEnumerable<LockDifference> Between(PackageJson package, YamlMappingNode? importer, bool isShared, HashSet<string> passed, string path)
    {
        var required = PnpmRequirements.Of(package);
        if (importer is null)
        {
            // Without a shared lock file, each package has one of its own.
            return isShared && required.Count > 0
                ? [new LockDifference(package.Root["name"]?.At ?? package.Start, $"is {package.Name}, which pnpm-lock.yaml does not have")]
                : [];
        }

        var locked = PnpmRequirements.Of(importer);
        bool IsCompared(string name) => !passed.Contains(name) && !PnpmRequirements.IsPeerOnly(package, name);
        var missing = from member in required
                      where IsCompared(member.Key)
                      let found = locked.GetValueOrDefault(member.Key)
                      where found?.Value != member.Value.Text && !IsLink(member.Value.Text!)
                      select new LockDifference(
                          member.Value.At,
                          $"requires {member.Key} {member.Value.Text}, {(found is null ? "which pnpm-lock.yaml does not have" : $"pnpm-lock.yaml has {found.Value}")}");
        var surplus = from member in locked
                      where IsCompared(member.Key) && !required.ContainsKey(member.Key)
                      select new LockDifference(member.Value.At(path), $"has {member.Key} for {package.Path}, which does not require it");
        return missing.Concat(surplus);
    }

    private static bool IsLink(string range) => range.StartsWith("link:", StringComparison.Ordinal);

    private static IEnumerable<LockDifference> Catalogs(YamlMappingNode? workspace, YamlMappingNode? locked, string workspacePath) =>
        from catalog in locked.Entries()
        let stated = workspace.Mapping("catalogs").Mapping(catalog.Key) ?? (catalog.Key == "default" ? workspace.Mapping("catalog") : null)
        from entry in (catalog.Value as YamlMappingNode).Entries()
        let repeated = (entry.Value as YamlMappingNode).Scalar("specifier")
        where repeated is not null
        let range = stated.Get(entry.Key) as YamlScalarNode
        where range?.Value is not null && range.Value != repeated
        select new LockDifference(range.At(workspacePath), $"gives {entry.Key} the range {range.Value}, pnpm-lock.yaml has {repeated}");
}
