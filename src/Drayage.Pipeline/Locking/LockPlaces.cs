using Drayage.Model.Detection;
using Drayage.Pipeline.Detection;

namespace Drayage.Pipeline.Locking;

/// <summary>Where lock files stand that are the repository's own business.</summary>
public static class LockPlaces
{
    /// <summary>
    /// The files of this name with a package of the ecosystem beside or below them. Those among fixtures and vendored code are left out:
    /// such files are stale on purpose, or somebody else's.
    /// </summary>
    public static IEnumerable<string> Of(SourceTree tree, Catalog catalog, string ecosystem, string fileName) =>
        from path in tree.Named(fileName)
        let directory = SourceTree.DirectoryOf(path)
        where RoleByPlace.Of(directory) is not (PackageRole.Fixture or PackageRole.Vendored)
        where catalog.Packages.Any(package => package.Ecosystem == ecosystem && IsAtOrBelow(package.Directory, directory))
        select path;

    /// <summary>A tool's command for a lock file: the plain one at the repository's root, with the tool's option for a directory below.</summary>
    public static string Command(string command, string option, string lockFile) =>
        SourceTree.DirectoryOf(lockFile) is { Length: > 0 } directory ? $"{command} {option} {directory}" : command;

    /// <summary>The same for whatever lock file.</summary>
    public static Func<SourceTree, string, string> Command(string command, string option) => (_, path) => Command(command, option, path);

    private static bool IsAtOrBelow(string directory, string ancestor) =>
        ancestor.Length == 0 || directory == ancestor || directory.StartsWith(ancestor + "/", StringComparison.Ordinal);
}
