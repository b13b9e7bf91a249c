using Drayage.Model.Versions;
using Drayage.Model.Versions.Requirements;
using Xunit;

namespace Drayage.Tests.Model.Versions.Requirements;

public sealed class SemanticRequirementTests
{
    // The cases of doc.rust-lang.org/cargo/reference/specifying-dependencies.html and of pre-releases.
    [Theory]
    [InlineData("1.2.3", "1.2.3 1.9.0", "1.2.2 2.0.0 1.3.0-rc.1")]
    [InlineData("1", "1.0.0 1.9.9", "0.9.0 2.0.0")]
    [InlineData("0.2.3", "0.2.3 0.2.9", "0.3.0 0.2.2")]
    [InlineData("0.0.3", "0.0.3", "0.0.4 0.0.2")]
    [InlineData("0.0", "0.0.0 0.0.9", "0.1.0")]
    [InlineData("0", "0.0.0 0.9.0", "1.0.0")]
    [InlineData("~1.2.3", "1.2.3 1.2.9", "1.3.0")]
    [InlineData("~1", "1.0.0 1.9.0", "2.0.0")]
    [InlineData("1.2.*", "1.2.0 1.2.9", "1.3.0")]
    [InlineData("=1.2.3", "1.2.3 1.2.3+build", "1.2.4")]
    [InlineData("=1.2", "1.2.7", "1.3.0")]
    [InlineData(">=1.2, <1.5", "1.2.0 1.4.9", "1.5.0 1.1.9")]
    [InlineData(">1", "2.0.0", "1.5.0")]
    [InlineData("0.7.1-edge.2", "0.7.1-edge.2 0.7.1-edge.10 0.7.1", "0.7.1-edge.1 0.7.2-edge.1 0.8.0")]
    [InlineData("*", "1.2.3", "1.2.3-rc.1")]
    public void MatchesAsCargoDoes(string requirement, string admitted, string refused)
    {
        var parsed = SemanticRequirement.ParseCargo(requirement)!;

        Assert.All(admitted.Split(' '), version => Assert.True(parsed.Matches(SemanticVersion.Parse(version)), version));
        Assert.All(refused.Split(' '), version => Assert.False(parsed.Matches(SemanticVersion.Parse(version)), version));
    }

    [Theory]
    [InlineData("")]
    [InlineData("latest")]
    [InlineData("1.2.3.4")]
    [InlineData(">= ")]
    public void WhatIsNoRequirement(string text) => Assert.Null(SemanticRequirement.ParseCargo(text));
}
