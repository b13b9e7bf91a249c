using Drayage.Model.Versions;
using Xunit;

namespace Drayage.Tests.Model.Versions;

public sealed class AdmissionTests
{
    [Theory]
    [InlineData(NativeSpelling.Pep440, "1.0.0-rc1", "0.9.0", "1.0.0rc1")]
    [InlineData(NativeSpelling.Pep440, "1.0.0-rc.0", "1.0.0-beta.4", "1.0.0rc0")]
    [InlineData(NativeSpelling.Pep440, "1.0.0-rc.1.dev2", "1.0.0-beta.4", "1.0.0rc1.dev2")]
    [InlineData(NativeSpelling.Pep440, "1.0.0-dev.1", "0.9.0", "1.0.0.dev1")]
    [InlineData(NativeSpelling.Pep440, "1.0.0-rc.1", "1.0.0-rc.1", "1.0.0rc1")]
    [InlineData(NativeSpelling.NuGet, "1.0.0-RC.1", "0.9.0", "1.0.0-RC.1")]
    [InlineData(NativeSpelling.Debian, "1.0.0-rc1", "0.9.0", "1.0.0~rc1")]
    [InlineData(NativeSpelling.Maven, "1.0.0-edge.2", "1.0.0-edge.1", "1.0.0-SNAPSHOT")]
    public void A_history_that_keeps_the_order_admits_more_spellings(NativeSpelling spelling, string version, string earlier, string native) =>
        Assert.Equal(new MappedVersion.Mapped(native), Admit(spelling, version, earlier));

    [Theory]
    [InlineData(NativeSpelling.Pep440, "1.0.0-rc1", "1.0.0-rc.1", "both be 1.0.0rc1")]
    [InlineData(NativeSpelling.Pep440, "1.0.0-rc10", "1.0.0-rc2", "would rank after 1.0.0rc2")]
    [InlineData(NativeSpelling.Pep440, "1.0.0-rc.1.dev2", "1.0.0-rc.1", "would rank before")]
    [InlineData(NativeSpelling.Pep440, "1.0.0-dev.1", "1.0.0-alpha.1", "would rank before 1.0.0a1")]
    [InlineData(NativeSpelling.Pep440, "1.0.0-1", "0.9.0", "post-release")]
    [InlineData(NativeSpelling.NuGet, "1.0.0-RC.1", "1.0.0-rc.1", "both be")]
    [InlineData(NativeSpelling.Cargo, "1.2", "1.2.0", "both be 1.2.0")]
    public void A_history_that_would_be_contradicted_refuses(NativeSpelling spelling, string version, string earlier, string reason) =>
        Assert.Contains(reason, Assert.IsType<MappedVersion.Refused>(Admit(spelling, version, earlier)).Reason, StringComparison.Ordinal);

    private static MappedVersion Admit(NativeSpelling spelling, string version, string earlier) =>
        VersionMap.Admit(spelling, ReleaseVersion.Recognise(version)!, [ReleaseVersion.Recognise(earlier)!]);
}
