using Drayage.Model.Versions;
using Xunit;

namespace Drayage.Tests.Model.Versions;

public sealed class VersionVariablesTests
{
    [Fact]
    public void Templates_know_every_part_and_every_spelling()
    {
        var variables = VersionVariables.Of(ReleaseVersion.Recognise("1.2.3-rc.4")!);
        Assert.Equal(
            "base=1.2.3 build= cargo=1.2.3-rc.4 debian=1.2.3~rc4 go=v1.2.3-rc.4 helm=1.2.3-rc.4 major=1 maven=1.2.3-rc.4 minor=2 " +
            "npm=1.2.3-rc.4 nuget=1.2.3-rc.4 oci_tag=1.2.3-rc.4 patch=3 pep440=1.2.3rc4 pre_label=rc pre_number=4 prerelease=rc.4 version=1.2.3-rc.4",
            string.Join(' ', variables.Values.Select(variable => $"{variable.Key}={variable.Value}")));
        Assert.Empty(variables.Refused);
    }

    [Fact]
    public void A_spelling_that_does_not_exist_is_absent_with_its_reason()
    {
        var variables = VersionVariables.Of(ReleaseVersion.Recognise("1.2.3-nightly.1")!);
        Assert.DoesNotContain("pep440", variables.Values.Keys);
        Assert.Contains("no counterpart", variables.Refused["pep440"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1!2.0rc1.dev3+cu130", "1!2.0", "rc1.dev3", "cu130")]
    [InlineData("2.0.post1", "2.0", "", "")]
    [InlineData("1.0-SNAPSHOT", "1.0", "SNAPSHOT", "")]
    [InlineData("1.0.0-rc.1+b.2", "1.0.0", "rc.1", "b.2")]
    public void Parts_of_every_scheme(string version, string @base, string preRelease, string build)
    {
        var values = VersionVariables.Of(ReleaseVersion.Recognise(version)!).Values;
        Assert.Equal((@base, preRelease, build), (values["base"], values["prerelease"], values["build"]));
    }
}
