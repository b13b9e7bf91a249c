using Drayage.Model.Versions;
using Xunit;

namespace Drayage.Tests.Model.Versions;

public sealed class VersionMapTests
{
    [Theory]
    [InlineData("1.2.3", "1.2.3")]
    [InlineData("1.0.0-alpha", "1.0.0a0")]
    [InlineData("1.0.0-alpha.2", "1.0.0a2")]
    [InlineData("1.0.0-beta.11", "1.0.0b11")]
    [InlineData("1.0.0-rc.1", "1.0.0rc1")]
    [InlineData("1.0.0-dev", "1.0.0.dev0")]
    [InlineData("1.0.0-dev.20260102", "1.0.0.dev20260102")]
    [InlineData("1.0.0+cu130", "1.0.0+cu130")]
    [InlineData("1.0.0rc1", "1.0.0rc1")]
    [InlineData("0.7.1.dev.1", "0.7.1.dev1")]
    [InlineData("1.2", "1.2")]
    [InlineData("4.1.8.2", "4.1.8.2")]
    [InlineData("1.0-rc2", "1.0rc2")]
    public void Python_spells(string version, string native) => AssertMapped(NativeSpelling.Pep440, version, native);

    [Theory]
    [InlineData("1.0.0-1", "post-release")]
    [InlineData("1.0.0-0.3.7", "post-release")]
    [InlineData("1.0-1", "post-release")]
    [InlineData("1.0.0-post.1", "no counterpart")]
    [InlineData("1.0.0-rc.1.2", "one number")]
    [InlineData("1.0.0-rc.1.dev2", "one number")]
    [InlineData("1.0.0-alpha.beta", "one number")]
    [InlineData("1.0.0-nightly.20260102", "no counterpart")]
    [InlineData("1.0.0-next.0", "no counterpart")]
    [InlineData("1.0.0-SNAPSHOT", "no counterpart")]
    [InlineData("1.0-SNAPSHOT", "no spelling")]
    [InlineData("1.0.0-rc.0", "drop the .0")]
    [InlineData("1.0.0-rc1", "write -rc.1")]
    [InlineData("1.0.0-pre.1", "write -rc.N")]
    [InlineData("1.0.0-RC.1", "write -rc.N")]
    [InlineData("1.0.0+001", "build metadata")]
    [InlineData("1.0.0+A", "build metadata")]
    public void Python_refuses(string version, string reason) => AssertRefused(NativeSpelling.Pep440, version, reason);

    [Theory]
    [InlineData(NativeSpelling.Cargo, "1.0.0-rc.1+b.2", "1.0.0-rc.1+b.2")]
    [InlineData(NativeSpelling.Cargo, "1.0.0rc1", "1.0.0-rc.1")]
    [InlineData(NativeSpelling.Cargo, "1.0a0", "1.0.0-alpha")]
    [InlineData(NativeSpelling.Cargo, "1.2", "1.2.0")]
    [InlineData(NativeSpelling.Npm, "1.0.0-rc.1", "1.0.0-rc.1")]
    [InlineData(NativeSpelling.Go, "1.0.0-rc.1", "v1.0.0-rc.1")]
    [InlineData(NativeSpelling.Helm, "1.0.0+b", "1.0.0+b")]
    [InlineData(NativeSpelling.NuGet, "1.0.0-rc.1", "1.0.0-rc.1")]
    [InlineData(NativeSpelling.NuGet, "1.2", "1.2.0")]
    [InlineData(NativeSpelling.NuGet, "4.1.8.2", "4.1.8.2")]
    [InlineData(NativeSpelling.NuGet, "1.0rc2", "1.0.0-rc.2")]
    [InlineData(NativeSpelling.OciTag, "1.0.0-rc.1+b.2", "1.0.0-rc.1_b.2")]
    [InlineData(NativeSpelling.OciTag, "1.0.0rc1", "1.0.0rc1")]
    [InlineData(NativeSpelling.Debian, "1.0.0-rc.1", "1.0.0~rc1")]
    [InlineData(NativeSpelling.Debian, "1.0.0-nightly.20260102", "1.0.0~nightly20260102")]
    [InlineData(NativeSpelling.Debian, "1.0.0-rc.1+b.2", "1.0.0~rc1+b.2")]
    [InlineData(NativeSpelling.Debian, "1.0rc1.dev2", "1.0~rc1~dev2")]
    [InlineData(NativeSpelling.Debian, "1.0.dev2", "1.0~~dev2")]
    [InlineData(NativeSpelling.Debian, "1.0.post1", "1.0+post1")]
    [InlineData(NativeSpelling.Debian, "1!1.0", "1:1.0")]
    [InlineData(NativeSpelling.Debian, "1.0-SNAPSHOT", "1.0~SNAPSHOT")]
    [InlineData(NativeSpelling.Maven, "1.0.0-rc.1", "1.0.0-rc.1")]
    [InlineData(NativeSpelling.Maven, "0.8.1-edge.2", "0.8.1-SNAPSHOT")]
    [InlineData(NativeSpelling.Maven, "0.8.1.dev3", "0.8.1-SNAPSHOT")]
    [InlineData(NativeSpelling.Maven, "4.1.8.Final", "4.1.8.Final")]
    public void Others_spell(NativeSpelling spelling, string version, string native) => AssertMapped(spelling, version, native);

    [Theory]
    [InlineData(NativeSpelling.Cargo, "1.0.18446744073709551616", "64 bits")]
    [InlineData(NativeSpelling.Cargo, "1.0.0.post1", "post-release")]
    [InlineData(NativeSpelling.Cargo, "1.0rc1.dev2", "before rc1")]
    [InlineData(NativeSpelling.Cargo, "1!1.0", "epochs")]
    [InlineData(NativeSpelling.Cargo, "4.1.8.2", "three numbers")]
    [InlineData(NativeSpelling.Npm, "1.0.9007199254740992", "2^53")]
    [InlineData(NativeSpelling.Npm, "1.0.0+b", "build metadata")]
    [InlineData(NativeSpelling.Go, "1.0.0+b", "build metadata")]
    [InlineData(NativeSpelling.Go, "1.0.1-0.20260102030405-0123456789ab", "pseudo-version")]
    [InlineData(NativeSpelling.NuGet, "1.0.0-RC.1", "capitals")]
    [InlineData(NativeSpelling.NuGet, "1.0.0+b", "build metadata")]
    [InlineData(NativeSpelling.NuGet, "1.0.2147483648", "too large")]
    [InlineData(NativeSpelling.NuGet, "1.0.0-dev.20260102030405", "as a word")]
    [InlineData(NativeSpelling.OciTag, "1!1.0", "'!'")]
    [InlineData(NativeSpelling.OciTag, "1.8.0_292", "underscore")]
    [InlineData(NativeSpelling.Debian, "1.0.0-rc1", "as a number")]
    [InlineData(NativeSpelling.Debian, "1.0.0-a-b", "hyphen")]
    [InlineData(NativeSpelling.Debian, "1.0.0-alpha.beta", "longer words")]
    [InlineData(NativeSpelling.Debian, "1.0.0-rc.0", "drop the .0")]
    [InlineData(NativeSpelling.Debian, "1.0.0-rc+b", "number after the word")]
    [InlineData(NativeSpelling.Maven, "1.0.0-foo", "unknown word")]
    [InlineData(NativeSpelling.Maven, "1.0.0-rc.0", "drop the .0")]
    [InlineData(NativeSpelling.Maven, "1.0.0+b", "build metadata")]
    public void Others_refuse(NativeSpelling spelling, string version, string reason) => AssertRefused(spelling, version, reason);

    [Fact]
    public void A_tag_has_at_most_128_characters()
    {
        AssertMapped(NativeSpelling.OciTag, "1.0.0-" + new string('a', 122), "1.0.0-" + new string('a', 122));
        AssertRefused(NativeSpelling.OciTag, "1.0.0-" + new string('a', 123), "128");
    }

    [Theory]
    [InlineData("1.0.0-rc.1", NativeSpelling.Cargo, "1.0.0-rc.1", true)]
    [InlineData("1.0.0rc1", NativeSpelling.Pep440, "1.0.0-rc.1", true)]
    [InlineData("1.0.0-rc1", NativeSpelling.Pep440, "1.0.0-rc.1", true)]
    [InlineData("1.0.0rc1", NativeSpelling.Pep440, "1.0.0-rc1", true)]
    [InlineData("1.0", NativeSpelling.Pep440, "1.0.0", true)]
    [InlineData("1.0.0rc2", NativeSpelling.Pep440, "1.0.0-rc.1", false)]
    [InlineData("1.0.0-rc1", NativeSpelling.Cargo, "1.0.0-rc.1", false)]
    [InlineData("0.7.1-dev1", NativeSpelling.Cargo, "0.7.1.dev1", true)]
    [InlineData("0.7.1-dev.2", NativeSpelling.Cargo, "0.7.1.dev1", false)]
    [InlineData("v1.0.0", NativeSpelling.Go, "1.0.0", true)]
    [InlineData("1.0.0", NativeSpelling.Go, "1.0.0", true)]
    [InlineData("1.0", NativeSpelling.NuGet, "1.0.0", true)]
    [InlineData("1.0.0-SNAPSHOT", NativeSpelling.Maven, "1.0.0-edge.1", true)]
    [InlineData("1.0.0~rc1-1", NativeSpelling.Debian, "1.0.0-rc.1", true)]
    [InlineData("1.0.0_b", NativeSpelling.OciTag, "1.0.0+b", true)]
    [InlineData("garbage", NativeSpelling.Pep440, "1.0.0", false)]
    [InlineData("garbage", NativeSpelling.NuGet, "1.0.0", false)]
    [InlineData(":", NativeSpelling.Debian, "1.0.0", false)]
    public void Manifests_agree_in_their_own_spelling(string native, NativeSpelling spelling, string version, bool agrees) =>
        Assert.Equal(agrees, VersionMap.SameRelease(native, spelling, ReleaseVersion.Recognise(version)!));

    private static void AssertMapped(NativeSpelling spelling, string version, string native) =>
        Assert.Equal(new MappedVersion.Mapped(native), VersionMap.To(spelling, ReleaseVersion.Recognise(version)!));

    private static void AssertRefused(NativeSpelling spelling, string version, string reason) =>
        Assert.Contains(reason, Assert.IsType<MappedVersion.Refused>(VersionMap.To(spelling, ReleaseVersion.Recognise(version)!)).Reason, StringComparison.Ordinal);
}
