namespace Drayage.Oci.Comparison;

/// <summary>The files of an image: what is seen when its layers lie upon each other.</summary>
internal sealed class FileTree
{
    private readonly SortedDictionary<string, FileEntry> files = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, FileEntry> Files => files;

    /// <summary>Lays a layer on top. What it removes is of the layers below, never of its own.</summary>
    public void Apply(LayerFiles layer)
    {
        var hidden = layer.Removed.Concat(layer.Entries.Where(entry => IsReplacedDirectory(entry.Path, entry.Entry)).Select(entry => entry.Path)).ToHashSet(StringComparer.Ordinal);
        Remove(hidden, layer.Emptied.ToHashSet(StringComparer.Ordinal));
        foreach (var (path, entry, sharedWith) in layer.Entries)
        {
            // A hard link is another name of a file that stands already; what its own header says besides does not count.
            files[path] = sharedWith is not null && files.TryGetValue(sharedWith, out var shared) ? shared : entry;
        }
    }

    private bool IsReplacedDirectory(string path, FileEntry by) =>
        by.Kind != FileKind.Directory && files.TryGetValue(path, out var stands) && stands.Kind == FileKind.Directory;

    private void Remove(HashSet<string> hidden, HashSet<string> emptied)
    {
        if (hidden.Count == 0 && emptied.Count == 0)
            return;
        foreach (var path in files.Keys.Where(path => IsHidden(path, hidden, emptied)).ToList())
            files.Remove(path);
    }

    private static bool IsHidden(string path, HashSet<string> hidden, HashSet<string> emptied)
    {
        if (hidden.Contains(path) || emptied.Contains(""))
            return true;
        for (var slash = path.LastIndexOf('/'); slash > 0; slash = path.LastIndexOf('/', slash - 1))
        {
            var above = path[..slash];
            if (hidden.Contains(above) || emptied.Contains(above))
                return true;
        }
        return false;
    }
}
