using Drayage.Pipeline.Detection;

namespace Drayage.Ecosystems.DotNet.Detection.Evaluation;

/// <summary>The file system as one project's evaluation sees it: the files of the repository, under their absolute paths.</summary>
internal sealed class ProjectFiles
{
    private readonly SourceTree tree;
    private readonly string root;

    public ProjectFiles(SourceTree tree, string project)
    {
        this.tree = tree;
        root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(tree.Root));
        Project = project;
        ThisFile = project;
    }

    /// <summary>Repository-relative path of the project file.</summary>
    public string Project { get; }

    /// <summary>Absolute, without trailing separator.</summary>
    public string ProjectDirectory => Absolute(SourceTree.DirectoryOf(Project));

    /// <summary>Repository-relative path of the file whose elements are being evaluated.</summary>
    public string ThisFile { get; set; }

    /// <summary>Absolute, without trailing separator.</summary>
    public string ThisFileDirectory => Absolute(SourceTree.DirectoryOf(ThisFile));

    public string Absolute(string path) => path.Length == 0 ? root : Path.GetFullPath(Path.Combine(root, path));

    /// <summary>Repository-relative form of a path, which is relative to the project's directory unless rooted; null outside the repository.</summary>
    public string? RelativePath(string path)
    {
        path = path.Replace('\\', '/');
        if (path.Length == 0 || path.AsSpan().IndexOfAny("<>|\0") >= 0)
            return null;
        var full = Path.GetFullPath(Path.Combine(ProjectDirectory, path));
        if (full.Length <= root.Length)
            return full == root ? "" : null;
        return full.StartsWith(root, StringComparison.Ordinal) && full[root.Length] == Path.DirectorySeparatorChar
            ? full[(root.Length + 1)..].Replace('\\', '/').TrimEnd('/')
            : null;
    }

    public bool ExistsFile(string path) => RelativePath(path) is { } relative && tree.Contains(relative);

    public bool ExistsDirectory(string path) => RelativePath(path) is { } relative && tree.Below(relative).Any();

    public string? ReadText(string relative) => tree.Contains(relative) ? tree.ReadText(relative) : null;

    /// <summary>The nearest directory from <paramref name="from"/> upwards that holds the file, or empty.</summary>
    public string DirectoryAbove(string from, string file)
    {
        for (var directory = RelativePath(from); directory is not null; directory = directory.Length == 0 ? null : SourceTree.DirectoryOf(directory))
        {
            if (SourceTree.Join(directory, file) is { } candidate && tree.Contains(candidate))
                return Absolute(directory);
        }

        return "";
    }

    /// <summary>The path of the nearest such file from <paramref name="from"/> upwards, or empty.</summary>
    public string PathAbove(string from, string file) =>
        DirectoryAbove(from, file) is { Length: > 0 } directory ? Path.Combine(directory, file) : "";
}
