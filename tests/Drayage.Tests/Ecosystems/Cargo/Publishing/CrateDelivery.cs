using System.Collections.Immutable;
using Drayage.Ecosystems.Cargo.Publishing;
using Drayage.Model;
using Drayage.Model.Artifacts;
using Drayage.Model.Components;
using Drayage.Model.Delivery;
using Drayage.Model.Detection;
using Drayage.Pipeline.Publishing;
using Drayage.Testing;
using Drayage.Tests.Registries.Crates;
using Xunit;

namespace Drayage.Tests.Ecosystems.Cargo.Publishing;

/// <summary>Delivers crates to an embedded registry with the real publisher.</summary>
internal sealed class CrateDelivery(RegistryFixture registry) : IDisposable
{
    private readonly CratesDestination kind = new();

    public RehearsalDelivery Delivery { get; } = new(registry);

    public Drayage.Tests.Pipeline.Delivery.DeliveryScene Scene => Delivery.Scene;

    public IPublisher Publisher => Scene.Publishers["main"];

    public string Address => $"sparse+{registry.Address}crates/main/index/";

    /// <summary>A destination whose address is the embedded registry, as an alternate registry of cargo.</summary>
    public CratesSettings Settings(params (string Key, string Value)[] entries)
    {
        var (settings, problems) = DeliveryContexts.Read(kind, "main", [("registry", "main"), ("index", Address), .. entries]);
        Assert.Empty(problems);
        return (CratesSettings)settings;
    }

    public CratesSettings WithToken() => Settings(("token", "env:CRATES_TOKEN"));

    /// <summary>A context as for a real release.</summary>
    public PublisherContext Real(string token = RegistryFixture.Token) => Delivery.Context(RehearsalDelivery.Environment(("CRATES_TOKEN", token)));

    public Consignment Prepare(SampleCrate crate, PublisherContext context, CratesSettings? settings = null) =>
        Assert.Single(PrepareAll(context, settings, (crate, [])));

    /// <summary>Several crates, each with the names of those that it depends on.</summary>
    public ImmutableArray<Consignment> PrepareAll(PublisherContext context, CratesSettings? settings, params (SampleCrate Crate, string[] Follows)[] crates)
    {
        settings ??= WithToken();
        foreach (var (crate, _) in crates)
            Scene.Content[crate.FileName] = crate.Bytes;
        Scene.Publishers["main"] = kind.CreatePublisher(settings, context);
        return [.. kind.Plan(settings, DeliveryContexts.Of([.. crates.Select(c => Component(c.Crate, c.Follows))])).Select(planned => Scene.Add(Delivery.Seal(planned)))];
    }

    public static ComponentDelivery Component(SampleCrate crate, params string[] follows) =>
        DeliveryContexts.Component(crate.Name.Replace('_', '-'), crate.Version, crate.Name, [], (ArtifactKind.Crate, crate.FileName)) with
        {
            Package = Manifest(crate.Name, new Publishability(true, "default")),
            Follows = [.. follows.Select(ComponentId.Parse)],
        };

    public static Package Manifest(string name, Publishability publishability) => new()
    {
        Ecosystem = EcosystemName.Cargo,
        Name = name,
        Directory = name,
        Manifest = $"{name}/Cargo.toml",
        Version = new PackageVersion.Static("1.0.0", new SourceLocation($"{name}/Cargo.toml", 3, 1)),
        Publishability = publishability,
    };

    public void Dispose() => Delivery.Dispose();
}
