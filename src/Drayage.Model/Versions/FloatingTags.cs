using System.Collections.Immutable;

namespace Drayage.Model.Versions;

/// <summary>The moving names of a release beside its exact version, as image registries use them.</summary>
public static class FloatingTags
{
    public const string Latest = "latest";

    /// <summary>
    /// For <c>1.2.3</c>: <c>1.2</c>, <c>1</c> and <c>latest</c>, each only if no existing full release under that name ranks higher.
    /// A pre-release moves nothing, and existing pre-releases hold nothing back. There is no tag <c>0</c>:
    /// versions below 1.0 promise no compatibility that it could stand for.
    /// </summary>
    /// <param name="existing">The releases so far; whether they hold <paramref name="version"/> itself makes no difference.</param>
    /// <returns>From the narrowest tag to <c>latest</c>.</returns>
    public static ImmutableArray<string> Of(ReleaseVersion version, IEnumerable<ReleaseVersion> existing)
    {
        if (version.IsPreRelease)
            return [];
        var higher = existing.Where(other => !other.IsPreRelease && Outranks(other, version)).ToImmutableArray();
        var tags = ImmutableArray.CreateBuilder<string>();
        if (!HasEpoch(version))
        {
            for (var length = version.Core.Length - 1; length > 0; length--)
            {
                var prefix = version.Core[..length];
                if (!(length == 1 && prefix[0].IsZero) && !higher.Any(other => IsUnder(other, version, length)))
                    tags.Add(NumericCore.Text(prefix));
            }
        }
        if (higher.IsEmpty)
            tags.Add(Latest);
        return tags.ToImmutable();
    }

    private static bool Outranks(ReleaseVersion other, ReleaseVersion version) =>
        (other, version) is (ReleaseVersion.Semantic left, ReleaseVersion.Semantic right)
            ? SemanticVersion.ComparePrecedence(left.Version, right.Version) > 0
            : other.CompareTo(version) > 0;

    private static bool IsUnder(ReleaseVersion other, ReleaseVersion version, int length) =>
        !HasEpoch(other) && Enumerable.Range(0, length).All(i => NumericCore.At(other.Core, i) == version.Core[i]);

    private static bool HasEpoch(ReleaseVersion version) => version is ReleaseVersion.Python { Version.Epoch.IsZero: false };
}
