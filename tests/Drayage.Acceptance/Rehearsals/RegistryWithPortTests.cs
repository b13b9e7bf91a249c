using Drayage.Acceptance.Repositories;
using Drayage.Testing;
using Xunit;

namespace Drayage.Acceptance.Rehearsals;

/// <summary>Registries of one's own are often named with a port, which no repository name can hold.</summary>
public sealed class RegistryWithPortTests
{
    [Fact]
    public async Task What_goes_to_a_registry_with_a_port_is_rehearsed()
    {
        Peer.Require("skopeo");
        using var repository = await ChartRepository.CreateAsync(registry: "registry.example.org:5000/example");
        await repository.WriteAsync("1.0.0");

        var outcome = (await repository.Drayage.RunAsync("rehearse")).Ended(0);

        Assert.Matches(@"ghcr/tide-chart +registry\.example\.org:5000/example/charts/tide-chart +1\.0\.0 +delivered", outcome.Output);
        Assert.Matches(@"skopeo +ghcr/tide-chart +held", outcome.Output);
    }
}
