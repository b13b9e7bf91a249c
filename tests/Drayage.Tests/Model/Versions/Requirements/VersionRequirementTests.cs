using Drayage.Model.Versions;
using Drayage.Model.Versions.Requirements;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Drayage.Tests.Model.Versions.Requirements;

public sealed class VersionRequirementTests
{
    [Theory]
    [InlineData(NativeSpelling.Cargo, "0.4.0", "0.4.0", "0.5.0", "0.5.0")]
    [InlineData(NativeSpelling.Cargo, "=0.4.0", "0.4.0", "0.4.1", "=0.4.1")]
    [InlineData(NativeSpelling.Cargo, "0.4", "0.4.0", "0.5.0", "0.5")]
    [InlineData(NativeSpelling.Cargo, "0.4", "0.4.0", "0.4.1", "0.4")]
    [InlineData(NativeSpelling.Cargo, "0.4", "0.4.0", "0.5.0-rc.1", "0.5.0-rc.1")]
    [InlineData(NativeSpelling.Cargo, ">= 0.4.0, < 2", "0.4.0", "0.5.0", ">= 0.5.0, < 2")]
    [InlineData(NativeSpelling.Cargo, "*", "0.4.0", "0.5.0", "*")]
    [InlineData(NativeSpelling.Npm, "^1.2.0", "1.2.0", "1.3.0", "^1.3.0")]
    [InlineData(NativeSpelling.Npm, "^1.0.0", "1.2.0", "1.3.0", "^1.0.0")]
    [InlineData(NativeSpelling.Npm, "workspace:^1.2.0", "1.2.0", "2.0.0", "workspace:^2.0.0")]
    [InlineData(NativeSpelling.Npm, "workspace:^", "1.2.0", "2.0.0", "workspace:^")]
    [InlineData(NativeSpelling.Npm, "workspace:*", "1.2.0", "1.3.0-rc.1", "workspace:*")]
    [InlineData(NativeSpelling.Npm, "workspace:^", "1.2.0", "1.3.0-rc.1", "workspace:^")]
    [InlineData(NativeSpelling.Npm, "workspace:~", "1.2.0", "1.3.0-rc.1", "workspace:~")]
    [InlineData(NativeSpelling.Npm, "*", "1.2.0", "1.3.0-rc.1", "*")]
    [InlineData(NativeSpelling.Npm, "", "1.2.0", "1.3.0-rc.1", "")]
    [InlineData(NativeSpelling.Npm, "1.x", "1.2.0", "2.0.0", "2.x")]
    [InlineData(NativeSpelling.Npm, "^1.2.0 || ^2.0.0", "1.2.0", "2.1.0", "^2.1.0 || ^2.0.0")]
    [InlineData(NativeSpelling.Npm, "1.2.0 - 3", "1.2.0", "2.0.0", "2.0.0 - 3")]
    [InlineData(NativeSpelling.Npm, "latest", "1.2.0", "2.0.0", "latest")]
    [InlineData(NativeSpelling.Helm, "~1.2.0", "1.2.0", "1.3.0", "~1.3.0")]
    [InlineData(NativeSpelling.Helm, "v1.2.0", "1.2.0", "1.3.0", "v1.3.0")]
    [InlineData(NativeSpelling.Pep440, "==0.4.0", "0.4.0", "0.5.0rc1", "==0.5.0rc1")]
    [InlineData(NativeSpelling.Pep440, "~=0.4", "0.4.0", "0.9.0", "~=0.4")]
    [InlineData(NativeSpelling.Pep440, "~=0.4", "0.4.0", "1.0.0", "~=1.0")]
    [InlineData(NativeSpelling.Pep440, "==0.4.*", "0.4.0", "0.5.0", "==0.5.*")]
    [InlineData(NativeSpelling.Pep440, ">=0.4,<1", "0.4.0", "0.5.0", ">=0.4,<1")]
    [InlineData(NativeSpelling.Pep440, "^0.4.0", "0.4.0", "0.5.0", "^0.5.0")]
    [InlineData(NativeSpelling.NuGet, "[1.0.0, )", "1.0.0", "1.1.0", "[1.1.0, )")]
    [InlineData(NativeSpelling.NuGet, "[1.0.0]", "1.0.0", "1.1.0", "[1.1.0]")]
    [InlineData(NativeSpelling.NuGet, "1.0.0", "1.0.0", "1.1.0-rc.1", "1.1.0-rc.1")]
    [InlineData(NativeSpelling.Go, "v1.0.0", "v1.0.0", "v1.1.0", "v1.0.0")]
    public void Follows_the_version_and_keeps_its_form(NativeSpelling spelling, string requirement, string from, string to, string expected)
    {
        MovedRequirement wanted = expected == requirement ? new MovedRequirement.Kept() : new MovedRequirement.Rewritten(expected);

        Assert.Equal(wanted, VersionRequirement.Move(spelling, requirement, from, to));
    }

    [Theory]
    [InlineData(NativeSpelling.Cargo, ">=0.4.0, <0.5", "0.4.0", "0.5.0")]
    [InlineData(NativeSpelling.Npm, "<2", "1.0.0", "2.0.0")]
    [InlineData(NativeSpelling.Pep440, ">=0.4,<0.5", "0.4.0", "0.5.0rc1")]
    [InlineData(NativeSpelling.Pep440, "!=0.5.0", "0.4.0", "0.5.0")]
    [InlineData(NativeSpelling.NuGet, "[1.0.0, 2.0.0)", "1.0.0", "2.0.0")]
    public void A_bound_that_shuts_out_the_new_version_is_for_people(NativeSpelling spelling, string requirement, string from, string to) =>
        Assert.IsType<MovedRequirement.ShutOut>(VersionRequirement.Move(spelling, requirement, from, to));

    [Theory]
    [InlineData("==1.0", "1.0.0 1.0.0+cu130", "1.0.1")]
    [InlineData(">1.0", "1.0.1 1.1", "1.0 1.0.post1 1.0+local")]
    [InlineData("<1.0", "0.9 0.9.post1", "1.0 1.0rc1")]
    [InlineData("<1.0rc2", "1.0rc1", "1.0rc2")]
    [InlineData("!=1.*", "2.0", "1.0 1.5")]
    [InlineData("~=1.4.2", "1.4.2 1.4.9", "1.5 1.4.1")]
    [InlineData("~1.4", "1.4.0 1.9", "2.0")]
    public void Specifiers_of_Python_admit(string specifier, string admitted, string refused)
    {
        var parsed = Pep440Requirement.Parse(specifier)!;

        Assert.All(admitted.Split(' '), version => Assert.True(parsed.Matches(Pep440Version.Parse(version)), version));
        Assert.All(refused.Split(' '), version => Assert.False(parsed.Matches(Pep440Version.Parse(version)), version));
    }

    [Fact]
    public void Whatever_follows_admits_the_new_version()
    {
        var cases = from spelling in Gen.Elements(NativeSpelling.Cargo, NativeSpelling.Npm, NativeSpelling.Helm, NativeSpelling.NuGet)
                    from form in Gen.Elements("{0}", "={0}", "^{0}", "~{0}", ">={0}", ">={0}, <9", "[{0}]", "[{0}, )", "*", "workspace:^{0}", "{0} - 9")
                    from shortened in Gen.Choose(1, 3)
                    from core in Gen.Choose(0, 4).ListOf(3)
                    from next in Gen.Choose(0, 4).ListOf(3)
                    from tail in Gen.Elements("", "", "-rc.1")
                    let version = string.Join('.', core)
                    select (spelling, Requirement: form.Replace("{0}", string.Join('.', core.Take(shortened)), StringComparison.Ordinal), From: version, To: string.Join('.', next) + tail);
        Prop.ForAll(cases.ToArbitrary(), move => VersionRequirement.Move(move.spelling, move.Requirement, move.From, move.To) switch
        {
            MovedRequirement.Rewritten(var text) => VersionRequirement.Admits(move.spelling, text, move.To) == true,
            MovedRequirement.Kept => VersionRequirement.Admits(move.spelling, move.Requirement, move.To) != false,
            MovedRequirement.ShutOut => VersionRequirement.Admits(move.spelling, move.Requirement, move.To) == false,
            _ => false,
        }).QuickCheckThrowOnFailure();
    }
}
