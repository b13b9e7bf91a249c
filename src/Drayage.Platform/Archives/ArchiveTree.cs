using System.Collections.Immutable;

namespace Drayage.Platform.Archives;

/// <summary>Makes entries of what stands below a directory.</summary>
public static class ArchiveTree
{
    /// <summary>
    /// All files, links and empty directories, sorted. Of a file's mode only its owner's right to execute is taken:
    /// 0755 or 0644. Links are kept as links; links to directories are not entered.
    /// </summary>
    /// <param name="directory">Full path of the directory.</param>
    /// <param name="prefix">Path of the directory in the archive; empty for the archive's root.</param>
    public static ImmutableArray<ArchiveEntry> Read(string directory, string prefix)
    {
        var entries = new List<ArchiveEntry>();
        AddChildren(new DirectoryInfo(directory), prefix, entries);
        return [.. entries.OrderBy(entry => entry.Path, StringComparer.Ordinal)];
    }

    private static void AddChildren(DirectoryInfo directory, string path, List<ArchiveEntry> entries)
    {
        var isEmpty = true;
        foreach (var child in directory.EnumerateFileSystemInfos())
        {
            isEmpty = false;
            var childPath = path.Length == 0 ? child.Name : $"{path}/{child.Name}";
            if (child.LinkTarget is { } target)
                entries.Add(ArchiveEntry.Link(childPath, target));
            else if (child is DirectoryInfo below)
                AddChildren(below, childPath, entries);
            else
                entries.Add(ArchiveEntry.File(childPath, child.FullName, ModeOf(child)));
        }
        if (isEmpty && path.Length > 0)
            entries.Add(ArchiveEntry.Directory(path));
    }

    private static UnixFileMode ModeOf(FileSystemInfo file) =>
        !OperatingSystem.IsWindows() && file.UnixFileMode.HasFlag(UnixFileMode.UserExecute)
            ? ArchiveEntry.ExecutableMode
            : ArchiveEntry.FileMode;
}
