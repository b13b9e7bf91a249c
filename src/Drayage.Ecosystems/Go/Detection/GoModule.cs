using System.Collections.Immutable;
using Drayage.Pipeline.Detection;

namespace Drayage.Ecosystems.Go.Detection;

/// <summary>A module and the directories of Go files that belong to it.</summary>
/// <param name="SourceDirectories">Each with its non-test Go files, in path order.</param>
internal sealed record GoModule(string Directory, string Manifest, GoModFile File, ImmutableArray<(string Directory, ImmutableArray<string> Files)> SourceDirectories)
{
    public string Path => File.Module.Text;

    public string ImportPath(string directory) => directory == Directory
        ? Path
        : $"{Path}/{(Directory.Length == 0 ? directory : directory[(Directory.Length + 1)..])}";

    /// <summary>
    /// What precedes the version in this module's tags: the directory, without a final major version directory
    /// (go.dev/ref/mod#vcs-version).
    /// </summary>
    public string TagPrefix => TagDirectory.Length == 0 ? "v" : TagDirectory + "/v";

    /// <summary>The module's directory without the element of a major version subdirectory.</summary>
    public string TagDirectory =>
        GoImportPath.IsMajorSuffix(SourceTree.FileName(Directory)) && Path.EndsWith("/" + SourceTree.FileName(Directory), StringComparison.Ordinal)
            ? SourceTree.DirectoryOf(Directory)
            : Directory;
}
