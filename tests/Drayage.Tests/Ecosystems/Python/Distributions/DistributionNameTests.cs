using Drayage.Ecosystems.Python.Distributions;
using Xunit;

namespace Drayage.Tests.Ecosystems.Python.Distributions;

public sealed class DistributionNameTests
{
    [Theory]
    [InlineData("tide_client-1.4.0rc1-py3-none-any.whl", "tide_client", "1.4.0rc1", "py3-none-any")]
    [InlineData("tide_client-1.4.0+cu130-1-cp312-abi3-manylinux_2_17_x86_64.manylinux2014_x86_64.whl", "tide_client", "1.4.0+cu130", "cp312-abi3-manylinux_2_17_x86_64.manylinux2014_x86_64")]
    [InlineData("tide-client-1.4.0.tar.gz", "tide-client", "1.4.0", null)]
    [InlineData("Tide.Client-1.4.0.dev1.tar.gz", "Tide.Client", "1.4.0.dev1", null)]
    public void ReadsNames(string fileName, string name, string version, string? tags)
    {
        Assert.True(DistributionName.TryParse(fileName, out var file));
        Assert.Equal((name, version, tags), (file.Name, file.Version.ToString(), file.Tags));
        Assert.Equal(name.StartsWith('t'), file.IsOf("Tide_client") && file.Name != "Tide.Client");
    }

    [Theory]
    [InlineData("tide.zip")]
    [InlineData("tide_client-1.4.0-py3-none.whl")]
    [InlineData("tide_client-latest-py3-none-any.whl")]
    [InlineData("tide.tar.gz")]
    public void OtherNamesAreNone(string fileName) => Assert.False(DistributionName.TryParse(fileName, out _));

    [Theory]
    [InlineData("tide-client", true, "tide*client-1.0.tar.gz", "tide_client-1.0-*.whl")]
    [InlineData("Tide.client", false, "*ide*client-1.0.tar.gz", "*ide*client-1.0-*.whl")]
    [InlineData("tide", true, "tide-1.0.tar.gz", "tide-1.0-*.whl")]
    public void NamesArePlannedAsFarAsTheyAreKnown(string distribution, bool keepsSpelling, string source, string wheel)
    {
        Assert.Equal(source, DistributionName.PlannedSource(distribution, "1.0", keepsSpelling));
        Assert.Equal(wheel, DistributionName.PlannedWheel(distribution, "1.0"));
    }
}
