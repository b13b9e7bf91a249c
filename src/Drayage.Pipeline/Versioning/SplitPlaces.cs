using Drayage.Model.Detection;
using Drayage.Model.Versions;
using Drayage.Pipeline.Configuration;

namespace Drayage.Pipeline.Versioning;

/// <summary>A version of which a manifest keeps the part behind the hyphen apart, as MSBuild does with VersionPrefix and VersionSuffix.</summary>
internal static class SplitPlaces
{
    private const string Prefix = "{{ base }}";

    // As the ecosystem spells it, which the release need not.
    private const string Suffix = "{% if prerelease %}{{ nuget | replace(base ~ '-', '') }}{% endif %}";

    /// <param name="whole">The place as if all of it stood there.</param>
    /// <returns>Both places, or the one of a version that stands there in one piece.</returns>
    public static IEnumerable<VersionPlace> Of(VersionPlace whole, Package package)
    {
        if (package.Version is not PackageVersion.Static { SuffixAt: { } suffixAt } || whole.Spelling != NativeSpelling.NuGet)
            return [whole];
        var hyphen = whole.Text.IndexOf('-', StringComparison.Ordinal);
        return
        [
            whole with { Text = whole.Text[..hyphen], Template = new VersionTemplate(Prefix, whole.At) },
            whole with { Text = whole.Text[(hyphen + 1)..], Template = new VersionTemplate(Suffix, suffixAt), At = suffixAt },
        ];
    }
}
