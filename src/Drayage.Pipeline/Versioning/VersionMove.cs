using System.Collections.Immutable;
using Drayage.Formats.Editing;
using Drayage.Model;
using Drayage.Model.Planning;
using Drayage.Model.Versions;
using Drayage.Pipeline.Detection;

namespace Drayage.Pipeline.Versioning;

/// <summary>What has to be edited so that a line has another version.</summary>
/// <param name="Line">As it is.</param>
/// <param name="To">The version that it gets.</param>
/// <param name="Edits">Each place whose text changes, with the text that it gets.</param>
public sealed record VersionMove(VersionLine Line, ReleaseVersion To, ImmutableArray<(VersionPlace Place, string Text)> Edits)
{
    /// <exception cref="ReleaseException">A place cannot say the version.</exception>
    public static VersionMove Plan(VersionLine line, ReleaseVersion to, SourceRevision source) => new(
        line,
        to,
        [.. line.Places.Select(place => (Place: place, Text: place.For(line, to, source))).Where(edit => edit.Text != edit.Place.Text)]);

    /// <summary>The contents of all files that the moves change, by path relative to the repository.</summary>
    /// <exception cref="ReleaseException">A file is not as it was read, or two moves contradict each other.</exception>
    public static ImmutableArray<(string Path, byte[] Content)> Edited(SourceTree tree, IEnumerable<VersionMove> moves) =>
    [
        .. moves.SelectMany(move => move.Edits).GroupBy(edit => edit.Place.At.Path, StringComparer.Ordinal).OrderBy(file => file.Key, StringComparer.Ordinal).Select(file =>
        {
            var text = PlacedText.Of(File.ReadAllBytes(tree.FullPath(file.Key)), file.Key);
            foreach (var (place, replacement) in file)
                text.Replace(place.At, place.Text, replacement);
            return (file.Key, text.ToUtf8());
        }),
    ];

    /// <summary>The lock files that have to be renewed by their own tools after the moves.</summary>
    public static ImmutableArray<LockFile> Stale(VersionSurvey survey, IEnumerable<VersionMove> moves)
    {
        var edits = moves.SelectMany(move => move.Edits).Select(edit => edit.Place).ToArray();
        var requirements = edits.Where(place => place.Role == VersionRole.Requirement).Select(place => place.At.Path).ToHashSet(StringComparer.Ordinal);
        var versions = edits.Where(place => place.Role is VersionRole.Manifest or VersionRole.Source).Select(place => place.At.Path).ToHashSet(StringComparer.Ordinal);
        return [.. survey.Locks.Where(file => file.Manifests.Any(manifest => requirements.Contains(manifest) || (file.IsOfVersions && versions.Contains(manifest))))];
    }
}
