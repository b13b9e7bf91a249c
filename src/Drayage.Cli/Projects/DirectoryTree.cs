using Drayage.Pipeline.Detection;

namespace Drayage.Cli.Projects;

/// <summary>The files of a directory that is no git repository, without what build tools leave behind.</summary>
internal static class DirectoryTree
{
    private static readonly HashSet<string> Left = new(StringComparer.Ordinal) { ".git", "node_modules", "target", "bin", "obj", ".venv", "__pycache__", "dist", ".drayage" };

    public static SourceTree Read(string directory)
    {
        var root = Path.GetFullPath(directory);
        return new SourceTree(root, Walk(root).Select(path => Path.GetRelativePath(root, path).Replace('\\', '/')));
    }

    private static IEnumerable<string> Walk(string directory) =>
        Directory.EnumerateFiles(directory).Concat(
            Directory.EnumerateDirectories(directory)
                .Where(child => !Left.Contains(Path.GetFileName(child)) && new DirectoryInfo(child).LinkTarget is null)
                .SelectMany(Walk));
}
