using Drayage.Testing;

namespace Drayage.Conformance.Oci;

/// <summary>Drayage's embedded registry.</summary>
public sealed class EmbeddedTarget : OciTarget
{
    private readonly RegistryFixture registry = new();
    private HttpClient? client;

    public override HttpClient Client => client ??= registry.NewClient();

    public override ValueTask InitializeAsync() => registry.InitializeAsync();

    public override ValueTask DisposeAsync()
    {
        client?.Dispose();
        return registry.DisposeAsync();
    }
}
