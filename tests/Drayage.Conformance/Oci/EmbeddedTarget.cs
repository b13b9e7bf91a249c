using Drayage.Registries.Oci;
using Drayage.Testing;

namespace Drayage.Conformance.Oci;

/// <summary>Drayage's embedded registry.</summary>
public sealed class EmbeddedTarget : OciTarget
{
    private RegistryFixture? registry;
    private HttpClient? client;

    public override HttpClient Client => client ??= registry!.NewClient();

    // A page is small, so that lists of referrers have several.
    public override async ValueTask InitializeAsync() =>
        registry = await RegistryFixture.StartAsync(options => options with { Oci = new OciLimits { ReferrersPerPage = 3 } });

    public override async ValueTask DisposeAsync()
    {
        client?.Dispose();
        if (registry is not null)
            await registry.DisposeAsync();
    }
}
