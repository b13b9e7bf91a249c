using Drayage.Pipeline.Detection;

namespace Drayage.Pipeline.Planning;

/// <summary>Files that carry the terms of use: LICENSE, LICENCE, COPYING, NOTICE, with whatever follows.</summary>
public static class LicenceFiles
{
    /// <summary>Paths of those that stand right in a directory, sorted.</summary>
    /// <param name="directory">Relative to the repository's root; empty for the root.</param>
    public static IEnumerable<string> In(SourceTree tree, string directory) =>
        tree.Below(directory).Where(path => SourceTree.DirectoryOf(path) == directory && Is(path));

    internal static bool Is(string path) =>
        SourceTree.FileName(path).ToUpperInvariant() is var name
        && (name.StartsWith("LICENSE", StringComparison.Ordinal) || name.StartsWith("LICENCE", StringComparison.Ordinal)
            || name.StartsWith("COPYING", StringComparison.Ordinal) || name is "NOTICE" or "NOTICE.TXT" or "NOTICE.MD");
}
