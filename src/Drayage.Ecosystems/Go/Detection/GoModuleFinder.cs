using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Model.Detection;
using Drayage.Pipeline.Detection;

namespace Drayage.Ecosystems.Go.Detection;

/// <summary>Finds the modules and gives each its source directories, as <c>./...</c> in it would.</summary>
internal static class GoModuleFinder
{
    public static ImmutableArray<GoModule> Find(SourceTree tree, ICollection<CatalogWarning> warnings)
    {
        var modules = new Dictionary<string, GoModFile>(StringComparer.Ordinal);
        // The directories of a module that is passed over, or cannot be read, still belong to no other one.
        var roots = new HashSet<string>(StringComparer.Ordinal);
        foreach (var manifest in tree.Named("go.mod"))
        {
            var directory = SourceTree.DirectoryOf(manifest);
            roots.Add(directory);
            if (!IsInput(directory) && Read(tree, manifest, warnings) is { } file)
                modules.Add(directory, file);
        }

        var sources = roots.Count == 0 ? [] : SourcesByModule(tree, roots);
        return [.. modules.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => new GoModule(
            pair.Key,
            pair.Key.Length == 0 ? "go.mod" : pair.Key + "/go.mod",
            pair.Value,
            sources.TryGetValue(pair.Key, out var found) ? [.. found] : []))];
    }

    private static bool IsInput(string directory) =>
        directory.Split('/', StringSplitOptions.RemoveEmptyEntries).Any(element => element is "testdata" or "vendor" || element[0] == '_');

    private static GoModFile? Read(SourceTree tree, string manifest, ICollection<CatalogWarning> warnings)
    {
        try
        {
            return GoModFile.Parse(tree.ReadText(manifest), manifest);
        }
        catch (ReleaseException e)
        {
            warnings.Add(CatalogWarning.Unreadable(manifest, e));
            return null;
        }
    }

    private static Dictionary<string, List<(string Directory, ImmutableArray<string> Files)>> SourcesByModule(SourceTree tree, HashSet<string> roots)
    {
        var result = new Dictionary<string, List<(string, ImmutableArray<string>)>>(StringComparer.Ordinal);
        var byDirectory = tree.Files.Where(path => GoFileName.IsSource(path.AsSpan(path.LastIndexOf('/') + 1)))
            .GroupBy(SourceTree.DirectoryOf)
            .OrderBy(group => group.Key, StringComparer.Ordinal);
        foreach (var group in byDirectory)
        {
            if (ModuleOf(group.Key, roots) is not { } module)
                continue;
            if (!result.TryGetValue(module, out var directories))
                result.Add(module, directories = []);
            directories.Add((group.Key, [.. group]));
        }

        return result;
    }

    /// <summary>The nearest module root at or above the directory; null where <c>./...</c> would not reach it.</summary>
    private static string? ModuleOf(string directory, HashSet<string> roots)
    {
        for (var current = directory; ; current = SourceTree.DirectoryOf(current))
        {
            if (roots.Contains(current))
                return current;
            // A directory named vendor can hold a package itself; only what is below it is vendored.
            if (current.Length == 0 || GoFileName.IsIgnoredElement(SourceTree.FileName(current))
                || SourceTree.FileName(SourceTree.DirectoryOf(current)) == "vendor")
                return null;
        }
    }
}
