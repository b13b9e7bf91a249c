using System.Collections.Immutable;
using Drayage.Ecosystems.Cargo.Publishing;
using Drayage.Ecosystems.Containers.Publishing;
using Drayage.Ecosystems.DotNet.Publishing;
using Drayage.Ecosystems.GitHub;
using Drayage.Ecosystems.Npm.Publishing;
using Drayage.Ecosystems.Python.Publishing;
using Drayage.Model;
using Drayage.Model.Artifacts;
using Drayage.Model.Planning;
using Drayage.Model.Waybills;
using Drayage.Pipeline.Configuration;
using Drayage.Pipeline.Layout;
using Drayage.Pipeline.Publishing;
using Drayage.Pipeline.Sealing;
using Drayage.Sealing.Keys;
using Drayage.Sealing.Waybills;
using Drayage.Testing;
using Drayage.Tests.Ecosystems;
using Drayage.Tests.Ecosystems.Cargo.Publishing;
using Drayage.Tests.Oci;
using Drayage.Tests.Registries.Crates;
using Drayage.Tests.Registries.Npm;
using Drayage.Tests.Registries.NuGet;
using Drayage.Tests.Registries.Python;
using Xunit;

namespace Drayage.Tests.Storms;

/// <summary>
/// A small release that goes to every kind of destination, sealed once and delivered often: archives and packages to a GitHub
/// release, an image of two platforms to two registries, packages to a Python index, an npm registry and a crate registry, one crate after another, and a tag that is made after it.
/// </summary>
public sealed class SealedSample : IAsyncLifetime
{
    private const string Version = "1.2.3";
    private const string Image = "app-image";

    private static readonly SampleCrate Core = SampleCrate.Of("tide-core", Version);
    private static readonly SampleCrate Tables = SampleCrate.Of("tide-tables", Version, more: $"\n[dependencies.tide-core]\nversion = \"{Version}\"\n");

    private readonly TemporaryDirectory directory = new();
    private readonly SigningKey key = SigningKey.Generate();
    private readonly List<(IDestinationKind Kind, DestinationSettings Settings)> destinations = [];

    internal SealedWaybill Waybill { get; private set; } = null!;

    internal WorkLayout Layout { get; private set; } = null!;

    /// <summary>Consignments as they were planned.</summary>
    internal ImmutableArray<PlannedConsignment> Planned { get; private set; }

    internal ReleaseContent Content => new(Waybill, key.PublicKey, Layout);

    public async ValueTask InitializeAsync()
    {
        Layout = new WorkLayout(directory.Path);
        Directory.CreateDirectory(Layout.Artifacts);
        var image = await SampleImages.AssembleAsync(Layout.Images, SampleImages.Recipe("linux/amd64", "linux/arm64"));
        ImmutableArray<Artifact> artifacts =
        [
            File("app-1.2.3-linux-amd64.tar.gz", ArtifactKind.Archive, 30_000),
            File("app-1.2.3-linux-arm64.tar.gz", ArtifactKind.Archive, 20_000),
            .. Distributions(),
            new Artifact { Name = ArtifactName.Parse(Image), Kind = ArtifactKind.Image, Digest = image.Image.Root.Digest, Size = image.Image.Root.Size },
        ];
        Planned = Plan();
        Waybill = SealedWaybill.Seal(
            new Waybill
            {
                Project = "tidewater",
                Commit = DeliveryContexts.Commit,
                CommitTime = 1_700_000_000,
                Components = [new WaybillComponent("app", "any", "app", Version, Version, $"v{Version}"), new WaybillComponent("client", "any", "tide-client", Version, Version, $"client-v{Version}")],
                Artifacts = artifacts,
                Consignments = [.. Planned.Select(planned => SealedConsignments.Of(planned, name => Find(artifacts, name)))],
            },
            key);
    }

    public ValueTask DisposeAsync()
    {
        key.Dispose();
        directory.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>The production publishers, by destination.</summary>
    internal Dictionary<string, IPublisher> Publishers(PublisherContext context) =>
        destinations.ToDictionary(d => d.Settings.Id, d => d.Kind.CreatePublisher(d.Settings, context), StringComparer.Ordinal);

    private ImmutableArray<PlannedConsignment> Plan()
    {
        var app = DeliveryContexts.Component(
            "app", Version, "app", ["1.2.2"], (ArtifactKind.Archive, "app-1.2.3-linux-amd64.tar.gz"), (ArtifactKind.Archive, "app-1.2.3-linux-arm64.tar.gz"), (ArtifactKind.Image, Image));
        app = app with { Artifacts = [.. app.Artifacts.Select(artifact => artifact.Name == Image ? artifact with { Repository = "app" } : artifact)] };
        var client = DeliveryContexts.Component(
            "client", Version, "tide-client", [], (ArtifactKind.Wheel, "tide_client-1.2.3-py3-none-any.whl"), (ArtifactKind.SourceDistribution, "tide_client-1.2.3.tar.gz"));
        var github = new GitHubDestination();
        var hosted = Add(github, "github", ("repository", "example/tidewater"));
        var registries = new OciDestination();
        var packages = new PythonIndexDestination();
        var tag = github.PlanTag(hosted, DeliveryContexts.Of(client), $"client-v{Version}")!;
        var scripts = DeliveryContexts.Component("scripts", Version, "@tide/client", [], (ArtifactKind.NpmTarball, "tide-client-1.2.3.tgz"));
        var npm = new NpmRegistryDestination();
        var crates = new CratesDestination();
        var feeds = new NuGetDestination();
        var tables = DeliveryContexts.Component("tables", Version, "Tide.Table", [], (ArtifactKind.NuGetPackage, "Tide.Table.1.2.3.nupkg"), (ArtifactKind.NuGetPackage, "Tide.Table.1.2.3.snupkg"));
        var uploads = packages.Plan(Add(packages, "pypi", ("upload", "pypi"), ("token", "env:PYPI_TOKEN")), DeliveryContexts.Of(client));
        return
        [
            .. github.Plan(hosted, DeliveryContexts.Of(app)),
            .. registries.Plan(Add(registries, "ghcr", ("registry", "ghcr.io/example")), DeliveryContexts.Of(app)),
            .. registries.Plan(Add(registries, "hub", ("registry", "docker.io/example")), DeliveryContexts.Of(app)),
            .. uploads,
            .. npm.Plan(Add(npm, "npm", ("registry", "https://npm.example.org/"), ("token", "env:NPM_TOKEN")), DeliveryContexts.Of(scripts)),
            .. feeds.Plan(Add(feeds, "nuget", ("source", "https://feed.example.org/v3/index.json"), ("api-key", "env:NUGET_API_KEY")), DeliveryContexts.Of(tables)),
            .. crates.Plan(
                Add(crates, "crates", ("registry", "main"), ("index", "sparse+https://crates.example.org/"), ("token", "env:CRATES_TOKEN")),
                DeliveryContexts.Of(CrateDelivery.Component(Tables, Core.Name), CrateDelivery.Component(Core))),
            tag with { Needs = [.. uploads.Select(upload => upload.Id)] },
        ];
    }

    private DestinationSettings Add(IDestinationKind kind, string id, params (string Key, string Value)[] entries)
    {
        var (settings, problems) = DeliveryContexts.Read(kind, id, entries);
        Assert.Empty(problems);
        destinations.Add((kind, settings));
        return settings;
    }

    private IEnumerable<Artifact> Distributions()
    {
        using var made = new TemporaryDirectory();
        yield return Store("tide-client-1.2.3.tgz", ArtifactKind.NpmTarball, SampleTarball.Make("@tide/client", Version));
        yield return Store("Tide.Table.1.2.3.nupkg", ArtifactKind.NuGetPackage, SamplePackage.Package("Tide.Table", Version));
        yield return Store("Tide.Table.1.2.3.snupkg", ArtifactKind.NuGetPackage, SamplePackage.Symbols("Tide.Table", Version));
        foreach (var crate in new[] { Core, Tables })
            yield return Store(crate.FileName, ArtifactKind.Crate, crate.Bytes);
        foreach (var (path, kind) in new[] { (SampleDistribution.Wheel(made, "tide-client", Version), ArtifactKind.Wheel), (SampleDistribution.Source(made, "tide-client", Version), ArtifactKind.SourceDistribution) })
            yield return Store(Path.GetFileName(path), kind, System.IO.File.ReadAllBytes(path));
    }

    private Artifact File(string name, string kind, int size)
    {
        var bytes = new byte[size];
        new Random(size).NextBytes(bytes);
        return Store(name, kind, bytes);
    }

    private Artifact Store(string name, string kind, byte[] bytes)
    {
        System.IO.File.WriteAllBytes(Path.Combine(Layout.Artifacts, name), bytes);
        return new Artifact { Name = ArtifactName.Parse(name), Kind = kind, Digest = Digest.OfSha256(bytes), Size = bytes.Length };
    }

    private static (Digest Digest, long Size) Find(ImmutableArray<Artifact> artifacts, string name) =>
        artifacts.Where(artifact => artifact.Name.Text == name).Select(artifact => (artifact.Digest, artifact.Size)).Single();
}
