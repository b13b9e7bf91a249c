using Drayage.Model.Versions.Spellings;

namespace Drayage.Model.Versions;

/// <summary>
/// From the one version of a release to the spellings of the ecosystems. A mapping is injective and keeps the order:
/// if a release ranks before another, so do their native versions; what cannot be spelt so is refused with a reason.
/// The single exception is the development version (<c>-dev</c>, <c>.devN</c>), see <see cref="ToPep440"/>; and names without
/// an order of their own, OCI tags, are only injective. <see cref="Admit"/> maps more, by looking at what was released before.
/// </summary>
public static class VersionMap
{
    /// <summary>Maps to the given spelling, for any history of releases.</summary>
    public static MappedVersion To(NativeSpelling spelling, ReleaseVersion version) => spelling switch
    {
        NativeSpelling.Cargo => SemanticSpelling.ToCargo(version),
        NativeSpelling.Npm => SemanticSpelling.ToNpm(version),
        NativeSpelling.Go => SemanticSpelling.ToGo(version),
        NativeSpelling.Helm => SemanticSpelling.ToHelm(version),
        NativeSpelling.Pep440 => Pep440Spelling.Map(version, tolerant: false),
        NativeSpelling.NuGet => NuGetSpelling.Map(version, tolerant: false),
        NativeSpelling.OciTag => OciTagSpelling.Map(version),
        NativeSpelling.Debian => DebianSpelling.Map(version, tolerant: false),
        NativeSpelling.Maven => MavenSpelling.Map(version),
        _ => throw new ArgumentOutOfRangeException(nameof(spelling), spelling, message: null),
    };

    /// <summary>Crates: the SemVer text. Refused: numbers beyond 64 bits.</summary>
    public static MappedVersion ToCargo(ReleaseVersion version) => To(NativeSpelling.Cargo, version);

    /// <summary>npm: the SemVer text. Refused: build metadata, which the registry drops, and numbers beyond 2^53 - 1.</summary>
    public static MappedVersion ToNpm(ReleaseVersion version) => To(NativeSpelling.Npm, version);

    /// <summary>Go: <c>v</c> and the SemVer text. Refused: build metadata and the shape of pseudo-versions, which Go overlooks.</summary>
    public static MappedVersion ToGo(ReleaseVersion version) => To(NativeSpelling.Go, version);

    /// <summary>Helm's <c>version</c> of a chart: the SemVer text. The chart's tag is <see cref="ToOciTag"/>.</summary>
    public static MappedVersion ToHelm(ReleaseVersion version) => To(NativeSpelling.Helm, version);

    /// <summary>
    /// PEP 440, canonical: <c>-alpha</c> is <c>a0</c>, <c>-alpha.2</c> <c>a2</c>, <c>-beta.11</c> <c>b11</c>, <c>-rc.1</c> <c>rc1</c>,
    /// <c>-dev</c> <c>.dev0</c>, <c>-dev.5</c> <c>.dev5</c>, <c>+cu130</c> the local version <c>+cu130</c>.
    /// Refused: every other pre-release; <c>-1</c>, which Python reads as a post-release; <c>-rc.0</c>, the twin of <c>-rc</c>;
    /// <c>-rc1</c>, as SemVer ranks <c>rc10</c> before <c>rc2</c>.
    /// </summary>
    /// <remarks>
    /// The exception: Python ranks <c>.dev</c> before alphas, SemVer ranks <c>-dev</c> between beta and rc. The order holds
    /// as long as no alpha or beta of the same major, minor and patch is released; <see cref="Admit"/> refuses otherwise.
    /// </remarks>
    public static MappedVersion ToPep440(ReleaseVersion version) => To(NativeSpelling.Pep440, version);

    /// <summary>
    /// NuGet, normalised. Refused: build metadata, which feeds ignore; capitals, which they do not tell from small letters;
    /// numbers beyond 32 bits.
    /// </summary>
    public static MappedVersion ToNuGet(ReleaseVersion version) => To(NativeSpelling.NuGet, version);

    /// <summary>
    /// A tag of an image or a chart: the text with <c>+</c> as <c>_</c>, which is Helm's rule. Images take the same rule and not
    /// the hyphen that some tools write, since <c>1.0.0+b</c> and the pre-release <c>1.0.0-b</c> would then share a tag.
    /// Refused: over 128 characters, and characters that no tag may hold.
    /// </summary>
    public static MappedVersion ToOciTag(ReleaseVersion version) => To(NativeSpelling.OciTag, version);

    /// <summary>
    /// Debian's upstream version: <c>1.0.0-rc.1</c> is <c>1.0.0~rc1</c>. For Python versions <c>1.0rc1</c> is <c>1.0~rc1</c>,
    /// <c>1.0.dev2</c> <c>1.0~~dev2</c>, <c>1.0.post1</c> <c>1.0+post1</c>, <c>1!1.0</c> <c>1:1.0</c>. Refused: what Debian would rank otherwise.
    /// The order among Python versions holds for one length of the release segment; Debian tells <c>1.0</c> from <c>1.0.0</c>.
    /// </summary>
    public static MappedVersion ToDebian(ReleaseVersion version) => To(NativeSpelling.Debian, version);

    /// <summary>
    /// Maven: <c>-alpha</c>, <c>-beta</c> and <c>-rc</c> with a number stay; working versions (<c>-SNAPSHOT</c>, <c>-dev</c>, <c>-edge</c>,
    /// <c>-nightly</c>, <c>-canary</c>, <c>-next</c>) all become the moving <c>X-SNAPSHOT</c>, as Maven ranks unknown words after the release.
    /// </summary>
    public static MappedVersion ToMaven(ReleaseVersion version) => To(NativeSpelling.Maven, version);

    /// <summary>The inverse of <see cref="ToPep440"/>: refused are epochs, post-releases, more than three numbers, and <c>rc1.dev2</c>.</summary>
    public static MappedVersion ToSemantic(Pep440Version version)
    {
        var semantic = SemanticSpelling.FromPep440(version, out var reason);
        return semantic is null ? MappedVersion.Refuse(reason) : MappedVersion.To(semantic.ToString());
    }

    /// <summary>
    /// Maps with knowledge of the component's releases. Spellings that are safe only in company (<c>-rc1</c>, <c>-rc.0</c>,
    /// <c>-pre.1</c>, <c>-rc.1.dev2</c>, capitals for NuGet) are mapped too; refused is whatever shares its native version with an
    /// earlier release, or would stand on the other side of it.
    /// </summary>
    public static MappedVersion Admit(NativeSpelling spelling, ReleaseVersion version, IEnumerable<ReleaseVersion> released) =>
        Admission.Judge(spelling, version, released);

    /// <summary>
    /// Whether a version found in a manifest, in the manifest's own spelling, means this release:
    /// <c>1.0.0rc1</c> in a pyproject.toml and <c>1.0.0-rc.1</c> in a Cargo.toml do agree.
    /// </summary>
    public static bool SameRelease(string native, NativeSpelling spelling, ReleaseVersion version) =>
        Agreement.Holds(native, spelling, version);
}
