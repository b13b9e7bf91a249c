using System.Collections.Immutable;
using Drayage.Pipeline.Detection;

namespace Drayage.Pipeline.Affected;

/// <summary>Where the sources of a component are.</summary>
/// <param name="places">Files and directories, relative to the repository.</param>
/// <param name="gate">What its gate names; null where it has none.</param>
internal sealed class SourcePlaces(ImmutableHashSet<string> places, PathGlob? gate)
{
    /// <summary>Whether the component is made of a file.</summary>
    public bool Cover(string path) => places.Contains("") || Ancestry(path).Any(places.Contains) || gate?.IsMatch(path) == true;

    /// <summary>Whether some of its sources are in a directory or below it.</summary>
    public bool ReachInto(string directory) => directory.Length == 0 || places.Any(place => place == directory || place.StartsWith(directory + "/", StringComparison.Ordinal));

    private static IEnumerable<string> Ancestry(string path)
    {
        for (; path.Length > 0; path = SourceTree.DirectoryOf(path))
            yield return path;
    }
}
