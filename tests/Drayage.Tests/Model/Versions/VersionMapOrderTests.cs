using Drayage.Model.Versions;
using Drayage.Model.Versions.Spellings;
using Drayage.Testing;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Drayage.Tests.Model.Versions;

/// <summary>A mapping keeps the order and confuses no two versions.</summary>
public sealed class VersionMapOrderTests
{
    private static readonly string[] Identifiers =
        ["0", "1", "2", "10", "alph", "alpha", "beta", "c", "dev", "edge", "pre", "preview", "rc", "rc1", "rc10", "rc2", "RC", "SNAPSHOT", "a-b", "-", "-1", "3000000000", "20000000000"];

    public static TheoryData<NativeSpelling> Spellings => [.. Enum.GetValues<NativeSpelling>()];

    [Theory]
    [MemberData(nameof(Spellings))]
    public void All_short_semantic_versions_keep_order_and_identity(NativeSpelling spelling)
    {
        var mapped = SemanticUniverse().Where(version => !IsException(spelling, version))
            .Select(version => (Version: version, Native: VersionMap.To(spelling, version)))
            .Where(pair => pair.Native.IsMapped)
            .Select(pair => (pair.Version, ((MappedVersion.Mapped)pair.Native).Text))
            .OrderBy(pair => pair.Version).ToList();

        Assert.True(mapped.Count > 20, $"{mapped.Count} mapped");
        Assert.Equal(mapped.Count, mapped.DistinctBy(pair => pair.Text, StringComparer.Ordinal).Count());
        foreach (var ((earlier, earlierText), (later, laterText)) in mapped.Zip(mapped.Skip(1)))
        {
            var own = Math.Sign(SemanticVersion.ComparePrecedence(Semantic(earlier), Semantic(later)));
            if (own == 0 || NativeOrder.Compare(spelling, earlierText, laterText) is not { } native)
                continue;
            Assert.True(native < 0, $"{earlier} < {later}, but {earlierText} is not before {laterText}");
        }
    }

    [Theory]
    [InlineData(NativeSpelling.Cargo)]
    [InlineData(NativeSpelling.NuGet)]
    [InlineData(NativeSpelling.Debian)]
    public void Python_versions_of_one_length_keep_their_order(NativeSpelling spelling)
    {
        var pairs = VersionTexts.Pep440.Select(Pep440Version.Parse).Where(version => version.Release.Length == 2).Two();
        Prop.ForAll(pairs.ToArbitrary(), pair =>
        {
            var (left, right) = pair;
            if (IsDevelopment(left) || IsDevelopment(right) || left.IsLocal || right.IsLocal
                || VersionMap.To(spelling, new ReleaseVersion.Python(left)) is not MappedVersion.Mapped(var leftText)
                || VersionMap.To(spelling, new ReleaseVersion.Python(right)) is not MappedVersion.Mapped(var rightText))
            {
                return true;
            }
            return Math.Sign(left.CompareTo(right)) == Math.Sign(NativeOrder.Compare(spelling, leftText, rightText)!.Value);
        }).QuickCheckThrowOnFailure();

        bool IsDevelopment(Pep440Version version) => spelling != NativeSpelling.Debian && version is { Pre: null, Dev: not null };
    }

    [Fact]
    public void What_goes_to_Python_and_back_is_the_same()
    {
        foreach (var version in SemanticUniverse())
        {
            if (VersionMap.ToPep440(version) is not MappedVersion.Mapped(var native))
                continue;
            Assert.Equal(MappedVersion.To(version.Text), VersionMap.ToSemantic(Pep440Version.Parse(native)));
        }
    }

    [Theory]
    [MemberData(nameof(Spellings))]
    public void A_history_of_admitted_releases_keeps_order_and_identity(NativeSpelling spelling)
    {
        Prop.ForAll(Candidates().ListOf(12).ToArbitrary(), candidates =>
        {
            var released = new List<(ReleaseVersion Version, string Native)>();
            foreach (var version in candidates.Distinct())
            {
                if (VersionMap.Admit(spelling, version, released.Select(release => release.Version)) is MappedVersion.Mapped(var native))
                    released.Add((version, native));
            }
            var ordered = released.OrderBy(release => release.Version).ToList();
            return spelling == NativeSpelling.Maven || ordered.Select(release => release.Native).Distinct(StringComparer.Ordinal).Count() == ordered.Count
                && ordered.Zip(ordered.Skip(1)).All(pair =>
                    SemanticVersion.ComparePrecedence(Semantic(pair.First.Version), Semantic(pair.Second.Version)) == 0
                    || (NativeOrder.Compare(spelling, pair.First.Native, pair.Second.Native) ?? -1) < 0);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public async Task Dpkg_ranks_alike()
    {
        var texts = SemanticUniverse().Select(VersionMap.ToDebian)
            .Concat(VersionTexts.Sample(VersionTexts.Pep440, 400, 7).Select(text => VersionMap.ToDebian(ReleaseVersion.Parse(text, VersionScheme.Python))))
            .OfType<MappedVersion.Mapped>().Select(mapped => mapped.Text).Distinct(StringComparer.Ordinal).Take(900).ToList();
        var pairs = texts.Zip(texts.Skip(7)).ToList();
        var script = "while read -r a b; do if dpkg --compare-versions \"$a\" lt \"$b\"; then echo -1; elif dpkg --compare-versions \"$a\" eq \"$b\"; then echo 0; else echo 1; fi; done";
        Peer.Require("dpkg");

        var answer = (await Peer.Require("sh").RunAsync(["-c", script], string.Concat(pairs.Select(pair => $"{pair.First} {pair.Second}\n")))).Succeeded();

        Assert.Equal(
            pairs.Select(pair => $"{pair.First} {pair.Second} {Math.Sign(DebianOrder.Compare(pair.First, pair.Second))}"),
            answer.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Zip(pairs, (order, pair) => $"{pair.First} {pair.Second} {order}"));
    }

    [Fact]
    public async Task Maven_ranks_what_is_mapped_to_it_alike()
    {
        const string Library = "/usr/share/maven/lib";
        Peer.Require(Library + "/maven-artifact-3.x.jar");
        var natives = SemanticUniverse().Where(version => !IsException(NativeSpelling.Maven, version)).Order()
            .Select(VersionMap.ToMaven).OfType<MappedVersion.Mapped>().Select(mapped => mapped.Text).ToList();

        var answer = (await Peer.Require("java").RunAsync(
            ["-cp", Library + "/*", "org.apache.maven.artifact.versioning.ComparableVersion", .. natives])).Succeeded();

        var comparisons = answer.Output.Split('\n').Where(line => line.StartsWith("   ", StringComparison.Ordinal)).ToList();
        Assert.Equal(natives.Count - 1, comparisons.Count);
        Assert.All(comparisons, line => Assert.Contains(" < ", line, StringComparison.Ordinal));
    }

    private static SemanticVersion Semantic(ReleaseVersion version) => ((ReleaseVersion.Semantic)version).Version;

    /// <summary>The documented exceptions: development versions in Python, moving versions in Maven.</summary>
    private static bool IsException(NativeSpelling spelling, ReleaseVersion version) => Semantic(version).PreRelease switch
    {
        ["dev", ..] when spelling == NativeSpelling.Pep440 => true,
        ["dev" or "edge" or "SNAPSHOT", ..] when spelling == NativeSpelling.Maven => true,
        _ => false,
    };

    private static IEnumerable<ReleaseVersion> SemanticUniverse()
    {
        string[] tails = ["", .. Identifiers.Select(id => $"-{id}"), .. from first in Identifiers from second in Identifiers select $"-{first}.{second}",
            .. from first in Identifiers from second in Identifiers select $"-{first}.1.{second}"];
        return from core in new[] { "1.0.0", "1.0.1", "1.1.0", "2.0.0", "10.0.0" }
               from tail in tails
               from build in new[] { "", "+b.1" }
               select ReleaseVersion.Parse(core + tail + build, VersionScheme.Semantic);
    }

    private static Gen<ReleaseVersion> Candidates() =>
        from core in Gen.Elements("1.0.0", "1.0.1")
        from first in Gen.Elements([.. Identifiers, "rc", "rc", "alpha", "dev"])
        from second in Gen.Elements(["", "", ".1", ".2", ".10", ".0", ".dev1"])
        from release in Gen.Elements(false, false, false, true)
        select ReleaseVersion.Parse(release ? core : $"{core}-{first}{second}", VersionScheme.Semantic);
}
