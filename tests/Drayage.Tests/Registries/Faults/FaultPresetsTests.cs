using System.Text.Json;
using Drayage.Registries.Faults.Presets;
using Drayage.Registries.Faults.Routing;
using Drayage.Registries.Faults.Scripts;
using Xunit;

namespace Drayage.Tests.Registries.Faults;

public sealed class FaultPresetsTests
{
    private static readonly TimeSpan Waits = TimeSpan.FromSeconds(1);

    [Fact]
    public void A_seed_decides_a_storm()
    {
        Assert.Equal(Written(7), Written(7));
        Assert.NotEqual(Written(7), Written(8));
    }

    [Fact]
    public void Storms_bring_every_fault_to_every_protocol()
    {
        var rules = Enumerable.Range(0, 40).SelectMany(seed => StormPreset.Of(seed, Waits).Rules);

        var seen = rules.Select(rule => $"{rule.Route.Protocol} {rule.Action.Name}").ToHashSet(StringComparer.Ordinal);

        var faults = typeof(FaultAction).GetNestedTypes().Length;
        Assert.Equal(Operations.Names.Count * faults, seen.Count);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(12345)]
    public void Storms_pass_and_bad_days_too(int seed)
    {
        Assert.All(StormPreset.Of(seed, Waits).Rules, rule => Assert.InRange(rule.Occurrence.Count ?? int.MaxValue, 1, 30));
        Assert.All(FaultPresets.FlakyOf(seed).Rules, rule => Assert.NotNull(rule.Occurrence.Count));
    }

    [Fact]
    public void A_protocol_or_a_place_is_down()
    {
        Assert.Equal("oci", Assert.Single(FaultPresets.DownOf("oci").Rules).Route.Protocol);
        Assert.Equal(["ghcr.io"], Assert.Single(FaultPresets.DownOf("ghcr.io").Rules).Route.Places);
    }

    private static string Written(int seed) => string.Join('\n', StormPreset.Of(seed, Waits).Rules.Select(rule => $"{rule.Route.Protocol} {rule.Action} {JsonSerializer.Serialize(rule.Occurrence)}"));
}
