using Drayage.Pipeline.Detection;

namespace Drayage.Ecosystems.Npm.Building;

/// <summary>The directories from one up to the repository's root.</summary>
internal static class Ancestry
{
    public static IEnumerable<string> Upwards(string directory)
    {
        for (; directory.Length > 0; directory = SourceTree.DirectoryOf(directory))
            yield return directory;
        yield return "";
    }
}
