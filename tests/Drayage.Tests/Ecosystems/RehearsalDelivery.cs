using System.Collections.Immutable;
using Drayage.Model.Delivery;
using Drayage.Model.Planning;
using Drayage.Oci.Distribution.Credentials;
using Drayage.Pipeline.Publishing;
using Drayage.Platform.Http;
using Drayage.Platform.Processes;
using Drayage.Platform.Secrets;
using Drayage.Testing;
using Drayage.Tests.Pipeline.Delivery;

namespace Drayage.Tests.Ecosystems;

/// <summary>Delivers to embedded registries with the real publishers, as a rehearsal does.</summary>
internal sealed class RehearsalDelivery : IDisposable
{
    private readonly RegistryFixture registry;
    private readonly Redactor redactor = new();
    private readonly HttpPipeline http;
    private int asked;

    public RehearsalDelivery(RegistryFixture registry)
    {
        this.registry = registry;
        asked = registry.Served.Count;
        http = new HttpPipeline(new HttpPipelineOptions { UserAgent = "drayage-tests/1" }, TimeProvider.System, redactor);
    }

    public DeliveryScene Scene { get; } = new();

    public static ProcessEnvironment Environment(params (string Name, string Value)[] variables) =>
        ProcessEnvironment.FromVariables(variables.Select(v => KeyValuePair.Create(v.Name, v.Value)), "/");

    /// <summary>A context whose addresses lead to the embedded registries.</summary>
    public PublisherContext Rehearsing(string token = RegistryFixture.Token) => Context(Environment()) with
    {
        Rehearsal = new RehearsalSite(registry.Address, new Secret(token)),
    };

    /// <summary>A context as for a real release.</summary>
    public PublisherContext Context(ProcessEnvironment environment) => new()
    {
        Http = http,
        Secrets = new SecretResolver(environment, redactor),
        RegistryLogins = new CredentialChain([]),
        Client = new ClientSurroundings { Environment = environment, Processes = new ProcessRunner(environment, TimeProvider.System, redactor), Directory = environment.CurrentDirectory },
        Clock = TimeProvider.System,
    };

    /// <summary>Requests since the last time this was asked, as <c>METHOD path</c>.</summary>
    public ImmutableArray<string> Requests()
    {
        var all = registry.Served.Select(served => $"{served.Method} {served.Path}").ToArray();
        var fresh = all[asked..];
        asked = all.Length;
        return [.. fresh];
    }

    /// <summary>Those of them that change something.</summary>
    public ImmutableArray<string> Changes() => [.. Requests().Where(request => !request.StartsWith("GET ", StringComparison.Ordinal) && !request.StartsWith("HEAD ", StringComparison.Ordinal))];

    /// <summary>A planned consignment with the digests of the scene's content filled in.</summary>
    public Consignment Seal(PlannedConsignment planned) =>
        SealedConsignments.Of(planned, name => (Scene.Content.DigestOf(name), Scene.Content.SizeOf(name)));

    public void Dispose()
    {
        http.Dispose();
        Scene.Dispose();
    }
}
