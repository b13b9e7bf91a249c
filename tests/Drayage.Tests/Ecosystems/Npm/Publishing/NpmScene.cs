using Drayage.Ecosystems.Npm.Publishing;
using Drayage.Model.Artifacts;
using Drayage.Model.Delivery;
using Drayage.Pipeline.Publishing;
using Drayage.Platform.Processes;
using Drayage.Testing;
using Drayage.Tests.Registries.Npm;
using Xunit;

namespace Drayage.Tests.Ecosystems.Npm.Publishing;

/// <summary>One package on its way to the embedded registry <c>main</c>, with the real publisher.</summary>
internal sealed class NpmScene(RegistryFixture registry) : IDisposable
{
    public RehearsalDelivery Delivery { get; } = new(registry);

    public TemporaryDirectory Work { get; } = new();

    public static NpmRegistryDestination Kind { get; } = new();

    public Uri Address => new(registry.Address, "npm/main/");

    /// <summary>As a rehearsal sends it.</summary>
    public Consignment Rehearse(string package, string version, byte[]? tarball = null, string token = RegistryFixture.Token, string[]? released = null) =>
        Prepare(package, version, Settings(("token", "env:NPM_TOKEN")), Delivery.Rehearsing(token), tarball, released);

    /// <summary>As a real release sends it, to the same registry by its address.</summary>
    public Consignment Release(string package, string version, (string Key, string Value)[] entries, (string Name, string Value)[] variables, byte[]? tarball = null)
    {
        var environment = ProcessEnvironment.FromVariables(variables.Select(v => KeyValuePair.Create(v.Name, v.Value)), Work.Path);
        return Prepare(package, version, Settings(entries), Delivery.Context(environment), tarball, released: null);
    }

    public NpmRegistrySettings Settings(params (string Key, string Value)[] entries)
    {
        (string, string)[] own = entries.Any(entry => entry.Key == "registry") ? [] : [("registry", Address.AbsoluteUri)];
        var (settings, problems) = DeliveryContexts.Read(Kind, "main", [.. own, .. entries]);
        Assert.Empty(problems);
        return (NpmRegistrySettings)settings;
    }

    public IPublisher Publisher => Delivery.Scene.Publishers["main"];

    public void Dispose()
    {
        Delivery.Dispose();
        Work.Dispose();
    }

    public Consignment Prepare(string package, string version, NpmRegistrySettings settings, PublisherContext context, byte[]? tarball = null, string[]? released = null)
    {
        var file = $"{package.TrimStart('@').Replace('/', '-')}-{version}.tgz";
        Delivery.Scene.Content[file] = tarball ?? SampleTarball.Make(package, version);
        var planned = Assert.Single(Kind.Plan(settings, DeliveryContexts.Of(
            DeliveryContexts.Component("client", version, package, released ?? [], (ArtifactKind.NpmTarball, file)))));
        Delivery.Scene.Clear();
        Delivery.Scene.Publishers["main"] = Kind.CreatePublisher(settings, context);
        return Delivery.Scene.Add(Delivery.Seal(planned));
    }
}
