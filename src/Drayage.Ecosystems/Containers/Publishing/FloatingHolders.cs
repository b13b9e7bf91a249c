using System.Collections.Immutable;
using Drayage.Model.Versions;

namespace Drayage.Ecosystems.Containers.Publishing;

/// <summary>Which release a floating tag means beside another or once that is gone, as far as the tags of a repository tell.</summary>
internal static class FloatingHolders
{
    /// <returns>The tag of the release that the name goes to; null when no release remains under it.</returns>
    /// <param name="name">A floating tag, such as <c>latest</c> or <c>1.2</c>.</param>
    /// <param name="withdrawn">The version tag of the release that goes.</param>
    /// <param name="tags">All tags of the repository.</param>
    public static string? Find(string name, string withdrawn, IEnumerable<string> tags)
    {
        if (VersionOf(withdrawn) is not { } version)
            return null;
        var others = tags.Where(tag => tag != withdrawn)
            .Select(tag => (Tag: tag, Version: VersionOf(tag)))
            .Where(other => other.Version is not null && IsOfSameForm(other.Version, version))
            .ToImmutableArray();
        var versions = others.Select(other => other.Version!).ToImmutableArray();
        // Of versions that differ in build metadata alone, the last in order.
        return others.Where(other => ReleaseStanding.Of(other.Version!, versions).FloatingTags.Contains(name))
            .OrderBy(other => other.Version)
            .LastOrDefault().Tag;
    }

    /// <returns>The tag of a higher release that has the name by right; null when there is none.</returns>
    /// <param name="name">A floating tag.</param>
    /// <param name="version">The version tag of the release that would move it.</param>
    /// <param name="tags">All tags of the repository.</param>
    public static string? FindLater(string name, string version, IEnumerable<string> tags) =>
        Find(name, version, tags) is { } holder && VersionOf(holder)!.CompareTo(VersionOf(version)) > 0 ? holder : null;

    // In tags an underscore stands for the plus sign.
    private static ReleaseVersion? VersionOf(string tag) => ReleaseVersion.Recognise(tag.Replace('_', '+'));

    // 1.2 is a floating tag beside 1.2.3, and a release beside 1.1.
    private static bool IsOfSameForm(ReleaseVersion other, ReleaseVersion version) =>
        other.Scheme == version.Scheme && other.Core.Length == version.Core.Length;
}
