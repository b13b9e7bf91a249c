using System.Collections.Immutable;

namespace Drayage.Model.Versions.Tags;

/// <summary>Finds templates that would claim the same tag.</summary>
internal static class TagAmbiguity
{
    // One version of every shape; a tag shared by two patterns shows up when one of them is formatted with these.
    private static readonly ImmutableArray<string> Shapes =
        ["1.0.0", "1.0.0-rc.1", "1.0.0+build.1", "1.0.0-rc.1+build.1", "1.0.0rc1", "1.0.0.dev1", "1.0.0.post1", "1.2", "1.2.3.4", "7"];

    /// <returns>A tag that both patterns take, or null when none was found.</returns>
    public static string? SharedTag(TagPattern first, TagPattern second) => Witness(first, second) ?? Witness(second, first);

    private static string? Witness(TagPattern from, TagPattern to)
    {
        foreach (var shape in Shapes)
        {
            var version = ReleaseVersion.RecogniseExactly(shape)!;
            if (from.AsOciTag && !VersionMap.ToOciTag(version).IsMapped)
                continue;
            var tag = from.Format(version);
            if (from.TryMatch(tag, out _) && to.TryMatch(tag, out _))
                return tag;
        }
        return null;
    }
}
