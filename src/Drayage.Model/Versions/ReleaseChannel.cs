using System.Collections.Immutable;

namespace Drayage.Model.Versions;

/// <summary>The stream of releases that a version belongs to. Full releases have one of their own.</summary>
public sealed record ReleaseChannel
{
    // A pre-release without a word of its own, such as 1.0.0-1.
    private const string Unnamed = "pre";

    private ReleaseChannel(string name) => Name = name;

    public static ReleaseChannel Stable { get; } = new("stable");

    /// <summary><c>stable</c>, <c>rc</c>, <c>beta</c>, <c>alpha</c>, <c>dev</c>, <c>edge</c>, <c>nightly</c> and the like; lower-case letters.</summary>
    public string Name { get; }

    public bool IsPreRelease => this != Stable;

    public override string ToString() => Name;

    /// <inheritdoc cref="ReleaseVersion.Channel"/>
    internal static ReleaseChannel Of(ReleaseVersion version) => version.Match(OfSemantic, OfPython, OfLoose);

    private static ReleaseChannel OfSemantic(SemanticVersion version)
    {
        if (!version.IsPreRelease)
            return Stable;
        // Work towards a pre-release comes before it, as .dev does in Python: 1.0.0-rc.1.dev2 is none of the candidates.
        var channels = version.PreRelease.Select(identifier => PreReleaseWords.ChannelOf(identifier)).ToImmutableArray();
        return new(channels.Contains(Development) ? Development : channels[0] ?? OwnWord(version.PreRelease[0]));
    }

    private static ReleaseChannel OfPython(Pep440Version version) => version switch
    {
        { IsPreRelease: false } => Stable,
        { Dev: not null } => new(Development),
        { Pre.Phase: Pep440Phase.Alpha } => new("alpha"),
        { Pre.Phase: Pep440Phase.Beta } => new("beta"),
        _ => new("rc"),
    };

    private static ReleaseChannel OfLoose(LooseVersion version) => version.IsPreRelease ? new(PreReleaseWords.ChannelOf(version.Suffix)!) : Stable;

    private const string Development = "dev";

    // Names of one letter are ranges to npm, and no pre-release may call itself the latest.
    private static string OwnWord(string identifier) => PreReleaseWords.WordOf(identifier).ToLowerInvariant() switch
    {
        { Length: < 2 } or "stable" or ReleaseStanding.Latest => Unnamed,
        var word => word,
    };
}
