using Drayage.Model.Versions;
using Drayage.Model.Versions.Spellings;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Drayage.Tests.Model.Versions;

/// <summary>The maps over generated versions of any shape; <see cref="VersionMapOrderTests"/> walks a fixed universe.</summary>
public sealed class VersionMapPropertyTests
{
    private static readonly NativeSpelling[] Ordered =
        [NativeSpelling.Cargo, NativeSpelling.Npm, NativeSpelling.Go, NativeSpelling.Helm, NativeSpelling.Pep440, NativeSpelling.NuGet, NativeSpelling.Debian];

    public static TheoryData<NativeSpelling> Spellings => [.. Enum.GetValues<NativeSpelling>()];

    public static TheoryData<NativeSpelling> OrderedSpellings => [.. Ordered];

    [Theory]
    [MemberData(nameof(OrderedSpellings))]
    public void What_ranks_before_in_SemVer_ranks_before_there(NativeSpelling spelling) =>
        Prop.ForAll(Neighbours().ToArbitrary(), pair =>
        {
            var (left, right) = pair;
            if (VersionMap.To(spelling, left) is not MappedVersion.Mapped(var leftText) || VersionMap.To(spelling, right) is not MappedVersion.Mapped(var rightText))
                return true;
            var own = Math.Sign(SemanticVersion.ComparePrecedence(Semantic(left), Semantic(right)));
            return own == 0 || Math.Sign(NativeOrder.Compare(spelling, leftText, rightText)!.Value) == own;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Theory]
    [MemberData(nameof(Spellings))]
    public void A_version_is_mapped_or_refused_with_a_reason(NativeSpelling spelling) =>
        Prop.ForAll(VersionTexts.Semantic.ToArbitrary(), text => VersionMap.To(spelling, ReleaseVersion.Parse(text, VersionScheme.Semantic)) switch
        {
            MappedVersion.Mapped(var native) => native.Length > 0,
            MappedVersion.Refused(var reason) => reason.Length > 10,
            _ => false,
        }).QuickCheckThrowOnFailure();

    [Theory]
    [MemberData(nameof(Spellings))]
    public void What_is_mapped_means_the_same_release(NativeSpelling spelling) =>
        Prop.ForAll(VersionTexts.Semantic.ToArbitrary(), text =>
        {
            var version = ReleaseVersion.Parse(text, VersionScheme.Semantic);
            return VersionMap.To(spelling, version) is not MappedVersion.Mapped(var native) || VersionMap.SameRelease(native, spelling, version);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(NativeSpelling.Pep440)]
    [InlineData(NativeSpelling.NuGet)]
    [InlineData(NativeSpelling.OciTag)]
    public void What_goes_there_comes_back(NativeSpelling spelling) =>
        Prop.ForAll(VersionTexts.Semantic.ToArbitrary(), text =>
        {
            var version = ReleaseVersion.Parse(text, VersionScheme.Semantic);
            return VersionMap.To(spelling, version) is not MappedVersion.Mapped(var native) || Back(spelling, native) == version.Text;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    private static string? Back(NativeSpelling spelling, string native) => spelling switch
    {
        NativeSpelling.Pep440 => (VersionMap.ToSemantic(Pep440Version.Parse(native)) as MappedVersion.Mapped)?.Text,
        NativeSpelling.OciTag => SemanticVersion.Parse(native.Replace('_', '+')).ToString(),
        _ => SemanticVersion.Parse(native).ToString(),
    };

    /// <summary>Two versions of one core, mostly: that is where order goes wrong.</summary>
    private static Gen<(ReleaseVersion Left, ReleaseVersion Right)> Neighbours() =>
        from core in Gen.Choose(0, 2).ListOf(3)
        from left in Tail()
        from right in Tail()
        from raised in Gen.Frequency((3, Gen.Constant(0)), (1, Gen.Choose(1, 20)))
        select (Version(string.Join('.', core) + left), Version($"{core[0]}.{core[1]}.{core[2] + raised}{right}"));

    // Development versions are the documented exception: Python ranks them before alphas.
    private static Gen<string> Tail() =>
        from label in Gen.Elements("", "-alpha", "-beta", "-rc", "-edge", "-nightly", "-1", "-rc1")
        from number in Gen.OneOf(Gen.Constant(""), Gen.Choose(0, 120).Select(count => $".{count}"))
        select label.Length == 0 ? "" : label + number;

    private static ReleaseVersion Version(string text) => ReleaseVersion.Parse(text, VersionScheme.Semantic);

    private static SemanticVersion Semantic(ReleaseVersion version) => ((ReleaseVersion.Semantic)version).Version;
}
