using System.Text;
using Drayage.Formats.Json;
using Drayage.Model.Detection;
using Drayage.Model.Versions;
using Drayage.Pipeline.Detection;
using Drayage.Pipeline.Versioning;

namespace Drayage.Ecosystems.DotNet.Versions;

/// <summary>
/// What projects need of each other in <c>packages.lock.json</c>: <c>[1.0.0, )</c> below an entry of type <c>Project</c>, which restoring
/// in locked mode compares.
/// </summary>
internal static class NuGetLocks
{
    private const string FileName = "packages.lock.json";

    /// <param name="central">The files that hold versions for all projects.</param>
    public static IEnumerable<LockFile> In(SourceTree tree, Catalog catalog, IReadOnlyCollection<string> central) =>
        tree.Named(FileName).Select(path => LockOf(path, catalog, central));

    // A package of the repository that is required as a package is locked with the hash of its content.
    private static LockFile LockOf(string path, Catalog catalog, IReadOnlyCollection<string> central)
    {
        var directory = SourceTree.DirectoryOf(path);
        return new LockFile(
            path,
            $"dotnet restore --force-evaluate {(directory.Length == 0 ? "." : directory)}",
            [
                .. catalog.Packages.Where(package => package.Ecosystem == EcosystemName.DotNet && package.Directory == directory).Select(package => package.Manifest),
                .. central.Where(file => SourceTree.DirectoryOf(file) is var above && (above.Length == 0 || directory == above || directory.StartsWith(above + "/", StringComparison.Ordinal))),
            ]);
    }

    public static IEnumerable<(Package, VersionPlace)> Read(SourceTree tree, ILookup<string, Package> projects) =>
        tree.Named(FileName).SelectMany(path => Read(tree, path, projects));

    private static IEnumerable<(Package, VersionPlace)> Read(SourceTree tree, string path, ILookup<string, Package> projects)
    {
        JsonItem root;
        try
        {
            root = JsonText.Parse(path, Encoding.UTF8.GetBytes(tree.ReadText(path)));
        }
        catch (JsonSyntaxException)
        {
            return [];
        }

        return from framework in root["dependencies"]?.Members ?? []
               from entry in framework.Value.Members
               where entry.Value["type"]?.Text == "Project"
               from required in entry.Value["dependencies"]?.Members ?? []
               where required.Value.Text is not null
               from project in projects[required.Name].Take(1)
               select (project, new VersionPlace
               {
                   At = required.Value.At,
                   Text = required.Value.Text!,
                   Role = VersionRole.Requirement,
                   Subject = $"{project.Name} in {path}",
                   Spelling = NativeSpelling.NuGet,
               });
    }
}
