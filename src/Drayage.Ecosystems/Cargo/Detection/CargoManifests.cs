using Drayage.Model;
using Drayage.Model.Detection;
using Drayage.Pipeline.Detection;

namespace Drayage.Ecosystems.Cargo.Detection;

/// <summary>Reads all manifests of a repository.</summary>
internal static class CargoManifests
{
    private const string FileName = "Cargo.toml";

    /// <summary>By directory. What cannot be read becomes a warning.</summary>
    public static SortedDictionary<string, CargoManifest> Read(SourceTree tree, ICollection<CatalogWarning> warnings, CancellationToken cancellationToken)
    {
        var manifests = new SortedDictionary<string, CargoManifest>(StringComparer.Ordinal);
        foreach (var path in tree.Named(FileName))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Attempt(path, () => CargoManifest.Read(tree, path), warnings) is { } manifest)
                manifests.Add(manifest.Directory, manifest);
        }

        return manifests;
    }

    /// <summary>The value, or null and a warning where reading it is refused.</summary>
    public static T? Attempt<T>(string path, Func<T> read, ICollection<CatalogWarning> warnings)
        where T : class
    {
        try
        {
            return read();
        }
        catch (ReleaseException e)
        {
            warnings.Add(CatalogWarning.Unreadable(path, e));
            return null;
        }
    }

    /// <summary>Every directory that a tracked file makes necessary.</summary>
    public static HashSet<string> DirectoriesOf(SourceTree tree)
    {
        var directories = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in tree.Files)
        {
            for (var directory = SourceTree.DirectoryOf(path); directory.Length > 0 && directories.Add(directory);)
                directory = SourceTree.DirectoryOf(directory);
        }

        return directories;
    }
}
