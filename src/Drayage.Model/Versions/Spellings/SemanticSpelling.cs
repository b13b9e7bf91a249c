using System.Collections.Immutable;
using System.Numerics;
using System.Text.RegularExpressions;

namespace Drayage.Model.Versions.Spellings;

/// <summary>The ecosystems whose versions are SemVer with limits of their own.</summary>
internal static partial class SemanticSpelling
{
    private const long LargestSafeInteger = 9_007_199_254_740_991;

    public static MappedVersion ToCargo(ReleaseVersion version) =>
        Map(version, semantic => TooLarge(semantic, ulong.MaxValue, "crates count in 64 bits"));

    public static MappedVersion ToHelm(ReleaseVersion version) =>
        Map(version, semantic => TooLarge(semantic, ulong.MaxValue, "Helm counts in 64 bits"));

    public static MappedVersion ToNpm(ReleaseVersion version) =>
        Map(version, semantic => BuildMetadata(semantic, "npm drops") ?? TooLarge(semantic, LargestSafeInteger, "npm counts up to 2^53 - 1"));

    public static MappedVersion ToGo(ReleaseVersion version)
    {
        var mapped = Map(version, semantic => BuildMetadata(semantic, "Go overlooks tags with") ?? PseudoVersion(semantic));
        return mapped is MappedVersion.Mapped(var text) ? MappedVersion.To("v" + text) : mapped;
    }

    /// <summary>The SemVer of a version of any kind, or null and the reason.</summary>
    public static SemanticVersion? Of(ReleaseVersion version, out string reason)
    {
        (var semantic, reason) = version switch
        {
            ReleaseVersion.Semantic s => (s.Version, ""),
            ReleaseVersion.Python p => (FromPep440(p.Version, out var why), why),
            ReleaseVersion.Loose l => (FromLoose(l.Version, out var why), why),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        return semantic;
    }

    public static SemanticVersion? FromPep440(Pep440Version version, out string reason)
    {
        reason = OffenceOf(version) ?? "";
        if (reason.Length > 0)
            return null;
        var (label, number) = version switch
        {
            { Pre: { } pre } => (LabelOf(pre.Phase), pre.Number),
            { Dev: { } dev } => ("dev", dev),
            _ => ("", BigInteger.Zero),
        };
        ImmutableArray<string> preRelease = label.Length == 0 ? [] : number.IsZero ? [label] : [label, number.ToString()];
        return Build(version.Release, preRelease, version.Local);
    }

    private static string? OffenceOf(Pep440Version version) => version switch
    {
        { Epoch.IsZero: false } => "SemVer has no epochs",
        { Post: not null } => "SemVer has nothing between a release and the next patch, so a post-release has no counterpart; raise the patch number",
        { Pre: { } pre, Dev: not null } => $"Python ranks {version} before {pre}, SemVer would rank {LabelOf(pre.Phase)}.{pre.Number}.dev after it",
        _ => TooLong(version.Release),
    };

    private static SemanticVersion? FromLoose(LooseVersion version, out string reason)
    {
        reason = version.Suffix.Length > 0
            ? $"the suffix '{version.Suffix}' is not a SemVer pre-release after three numbers"
            : TooLong(version.Core) ?? "";
        return reason.Length > 0 ? null : Build(version.Core, [], []);
    }

    private static SemanticVersion Build(ImmutableArray<BigInteger> core, ImmutableArray<string> preRelease, ImmutableArray<string> build) =>
        new(core[0], NumericCore.At(core, 1), NumericCore.At(core, 2), preRelease, build);

    private static string? TooLong(ImmutableArray<BigInteger> core) =>
        NumericCore.Trim(core).Length > 3 ? "SemVer has three numbers, this version has more" : null;

    private static string LabelOf(Pep440Phase phase) => phase switch
    {
        Pep440Phase.Alpha => "alpha",
        Pep440Phase.Beta => "beta",
        _ => "rc",
    };

    private static MappedVersion Map(ReleaseVersion version, Func<SemanticVersion, string?> offence)
    {
        if (Of(version, out var reason) is not { } semantic)
            return MappedVersion.Refuse(reason);
        return offence(semantic) is { } problem ? MappedVersion.Refuse(problem) : MappedVersion.To(semantic.ToString());
    }

    private static string? TooLarge(SemanticVersion version, BigInteger largest, string limit)
    {
        var numbers = version.PreRelease.Where(identifier => DecimalDigits.Are(identifier)).Select(digits => DecimalDigits.Value(digits));
        return numbers.Concat([version.Major, version.Minor, version.Patch]).Any(number => number > largest)
            ? $"a number of {version} is too large: {limit}"
            : null;
    }

    private static string? BuildMetadata(SemanticVersion version, string habit) =>
        version.Build.IsEmpty ? null : $"{habit} build metadata, so {version} could not be told from {version.Base}";

    private static string? PseudoVersion(SemanticVersion version) =>
        PseudoVersionShape().IsMatch(version.ToString()) ? "Go takes versions of this shape for pseudo-versions and overlooks their tags" : null;

    // A UTC time of 14 digits and 12 digits of a commit: https://go.dev/ref/mod#pseudo-versions
    [GeneratedRegex(@"[-.][0-9]{14}-[0-9a-f]{12}$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex PseudoVersionShape();
}
