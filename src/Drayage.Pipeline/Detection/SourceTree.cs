using System.Collections.Immutable;

namespace Drayage.Pipeline.Detection;

/// <summary>
/// The files of a repository as detection sees them: those git tracks or would track. Paths are repository-relative
/// with forward slashes and sorted by ordinal; contents are read on demand.
/// </summary>
public sealed class SourceTree
{
    /// <param name="root">Absolute path of the repository's root.</param>
    /// <param name="files">Repository-relative paths.</param>
    public SourceTree(string root, IEnumerable<string> files)
    {
        Root = root;
        Files = Sorted([.. files]);
    }

    public string Root { get; }

    public ImmutableArray<string> Files { get; }

    // A sorted list answers every question of detection; indexes by path and name cost more than all the answers.
    public bool Contains(string path) => Files.BinarySearch(path, StringComparer.Ordinal) >= 0;

    /// <summary>All files with exactly this name, such as <c>Cargo.toml</c>, in path order.</summary>
    public ImmutableArray<string> Named(string fileName) =>
        [.. Files.Where(path => path.EndsWith(fileName, StringComparison.Ordinal) && (path.Length == fileName.Length || path[^(fileName.Length + 1)] == '/'))];

    /// <summary>All files whose name ends so, such as <c>.csproj</c>, in path order.</summary>
    public IEnumerable<string> Ending(string suffix) => Files.Where(path => path.EndsWith(suffix, StringComparison.OrdinalIgnoreCase));

    /// <summary>The files below a directory (empty for the root), at any depth.</summary>
    public IEnumerable<string> Below(string directory)
    {
        if (directory.Length == 0)
            return Files;
        var prefix = directory + "/";
        var start = Files.BinarySearch(prefix, StringComparer.Ordinal);
        return Files.Skip(start < 0 ? ~start : start).TakeWhile(path => path.StartsWith(prefix, StringComparison.Ordinal));
    }

    public string FullPath(string path) => Path.Combine(Root, path);

    public string ReadText(string path) => File.ReadAllText(FullPath(path));

    public static string FileName(string path) => path[(path.LastIndexOf('/') + 1)..];

    /// <summary>The directory part; empty for a file in the root.</summary>
    public static string DirectoryOf(string path) => path.LastIndexOf('/') is var slash and >= 0 ? path[..slash] : "";

    /// <summary>Joins and normalises <c>.</c> and <c>..</c>; null when the result leaves the repository.</summary>
    public static string? Join(string directory, string relative)
    {
        var parts = new List<string>(directory.Split('/', StringSplitOptions.RemoveEmptyEntries));
        foreach (var part in relative.Replace('\\', '/').Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == "..")
            {
                if (parts.Count == 0)
                    return null;
                parts.RemoveAt(parts.Count - 1);
            }
            else if (part != ".")
            {
                parts.Add(part);
            }
        }

        return string.Join('/', parts);
    }

    private static ImmutableArray<string> Sorted(ImmutableArray<string> files)
    {
        // Git lists them in this order already.
        for (var i = 1; i < files.Length; i++)
        {
            if (string.CompareOrdinal(files[i - 1], files[i]) > 0)
                return files.Sort(StringComparer.Ordinal);
        }

        return files;
    }
}
