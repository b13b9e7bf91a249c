using Drayage.Model.Detection;
using Drayage.Pipeline.Detection;

namespace Drayage.Ecosystems.Go.Building;

/// <summary>What decides the bytes of a module's programs.</summary>
internal static class GoInputs
{
    private static readonly string[] SourceEndings = [".go", ".c", ".h", ".cc", ".cpp", ".hh", ".hpp", ".s", ".S", ".syso", "go.mod", "go.sum"];

    public static IEnumerable<string> Of(SourceTree tree, Package package, Catalog catalog)
    {
        var siblings = Replaced(package).Concat(Workspace(package, catalog)).Where(directory => directory != package.Directory);
        return OfModule(tree, package.Directory)
            .Concat(siblings.SelectMany(directory => OfModule(tree, directory)))
            .Concat(new[] { "go.work", "go.work.sum" }.Where(tree.Contains))
            .Distinct(StringComparer.Ordinal);
    }

    private static IEnumerable<string> Replaced(Package package) => package.Facts
        .Where(fact => fact.Name == "replace")
        .Select(fact => fact.Value.Split(" => ")[^1])
        .Where(target => target.StartsWith('.'))
        .Select(target => SourceTree.Join(package.Directory, target))
        .OfType<string>();

    /// <summary>The modules that a common go.work builds from their directories.</summary>
    private static IEnumerable<string> Workspace(Package package, Catalog catalog)
    {
        var workspaces = package.Facts.Where(fact => fact.Name == "workspace").Select(fact => fact.Value).ToHashSet(StringComparer.Ordinal);
        return catalog.Packages
            .Where(other => other.Ecosystem == EcosystemName.Go && other.Facts.Any(fact => fact.Name == "workspace" && workspaces.Contains(fact.Value)))
            .Select(other => other.Directory);
    }

    /// <summary>
    /// The module's directory. For one in the repository's root only what Go reads of it, so that a change of documents
    /// builds nothing again; a package embeds files from its own directory down only.
    /// </summary>
    private static IEnumerable<string> OfModule(SourceTree tree, string directory)
    {
        if (directory.Length > 0)
            return [directory];
        var top = tree.Files.Where(path => !path.Contains('/')).ToList();
        if (top.Any(path => path.EndsWith(".go", StringComparison.Ordinal) && tree.ReadText(path).Contains("//go:embed", StringComparison.Ordinal)))
            return [""];
        var sources = top.Where(path => SourceEndings.Any(ending => path.EndsWith(ending, StringComparison.Ordinal)));
        var directories = tree.Files.Where(path => path.EndsWith(".go", StringComparison.Ordinal) && path.Contains('/')).Select(path => path[..path.IndexOf('/')]);
        return sources.Concat(directories.Distinct(StringComparer.Ordinal));
    }
}
