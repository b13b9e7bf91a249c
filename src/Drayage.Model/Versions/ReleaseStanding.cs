using System.Collections.Immutable;

namespace Drayage.Model.Versions;

/// <summary>
/// How a release stands among the others of its line. This is the one rule about what moves with it: floating image tags, npm's
/// dist-tags, GitHub's flags for pre-releases and for the latest release.
/// </summary>
public sealed record ReleaseStanding
{
    public const string Latest = "latest";

    private ReleaseStanding(ReleaseVersion version, ImmutableArray<ReleaseVersion> rivals)
    {
        Channel = version.Channel;
        LeadsChannel = rivals.IsEmpty;
        Series = IsPreRelease || HasEpoch(version) ? [] : SeriesOf(version, rivals);
        line = Series is [var narrowest, ..] ? narrowest : NumericCore.Text(version.Core);
    }

    private readonly string line;

    public ReleaseChannel Channel { get; }

    public bool IsPreRelease => Channel.IsPreRelease;

    /// <summary>Whether no release of the same channel ranks higher.</summary>
    public bool LeadsChannel { get; }

    /// <summary>Whether it is what somebody gets who asks for no version.</summary>
    public bool IsLatest => LeadsChannel && !IsPreRelease;

    /// <summary>
    /// The beginnings of its version under which no full release ranks higher, from the narrowest: for <c>1.2.3</c> the texts <c>1.2</c>
    /// and <c>1</c>. There is no <c>0</c>: versions below 1.0 promise no compatibility that it could stand for.
    /// </summary>
    public ImmutableArray<string> Series { get; }

    /// <summary>The image tags that move with it, beside its own: its series and <c>latest</c>. A pre-release moves none.</summary>
    public ImmutableArray<string> FloatingTags => IsLatest ? [.. Series, Latest] : Series;

    /// <summary>
    /// The dist-tag to publish with, which npm wants in any case: <c>latest</c>, or a pre-release's channel; for what is not the highest
    /// of its channel a name of its own line, such as <c>release-1.1</c>.
    /// </summary>
    public string DistTag => (LeadsChannel, IsPreRelease) switch
    {
        (true, true) => Channel.Name,
        (true, false) => Latest,
        (false, true) => $"{Channel.Name}-{line}",
        (false, false) => $"release-{line}",
    };

    /// <param name="version">The release.</param>
    /// <param name="existing">The releases of its line so far; whether they hold <paramref name="version"/> itself makes no difference.</param>
    public static ReleaseStanding Of(ReleaseVersion version, IEnumerable<ReleaseVersion> existing) =>
        new(version, [.. existing.Where(other => other.Channel == version.Channel && Outranks(other, version))]);

    private static ImmutableArray<string> SeriesOf(ReleaseVersion version, ImmutableArray<ReleaseVersion> rivals)
    {
        var series = ImmutableArray.CreateBuilder<string>();
        for (var length = version.Core.Length - 1; length > 0; length--)
        {
            var prefix = version.Core[..length];
            if (!(length == 1 && prefix[0].IsZero) && !rivals.Any(other => IsUnder(other, version, length)))
                series.Add(NumericCore.Text(prefix));
        }

        return series.ToImmutable();
    }

    private static bool Outranks(ReleaseVersion other, ReleaseVersion version) =>
        (other, version) is (ReleaseVersion.Semantic left, ReleaseVersion.Semantic right)
            ? SemanticVersion.ComparePrecedence(left.Version, right.Version) > 0
            : other.CompareTo(version) > 0;

    private static bool IsUnder(ReleaseVersion other, ReleaseVersion version, int length) =>
        !HasEpoch(other) && Enumerable.Range(0, length).All(i => NumericCore.At(other.Core, i) == version.Core[i]);

    private static bool HasEpoch(ReleaseVersion version) => version is ReleaseVersion.Python { Version.Epoch.IsZero: false };
}
