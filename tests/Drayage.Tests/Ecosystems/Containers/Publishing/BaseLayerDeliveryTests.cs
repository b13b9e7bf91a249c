using Drayage.Ecosystems.Containers.Publishing;
using Drayage.Model;
using Drayage.Model.Delivery;
using Drayage.Model.Events;
using Drayage.Oci.Assembly;
using Drayage.Oci.Copying;
using Drayage.Oci.Distribution;
using Drayage.Oci.Documents;
using Drayage.Oci.Layouts;
using Drayage.Oci.References;
using Drayage.Pipeline.Announcing.Notices;
using Drayage.Pipeline.Publishing;
using Drayage.Testing;
using Drayage.Tests.Oci;
using Xunit;
using Clients = Drayage.Tests.Oci.Distribution.Registries;

namespace Drayage.Tests.Ecosystems.Containers.Publishing;

/// <summary>Images over a base in a registry: the base's layers go from registry to registry, and only where they are missing.</summary>
public sealed class BaseLayerDeliveryTests : IAsyncLifetime
{
    private readonly TemporaryDirectory directory = new();
    private readonly RegistryFixture registry = new();
    private readonly RehearsalDelivery delivery;
    private Descriptor baseLayer = null!;
    private OciLayout layout = null!;
    private Descriptor root = null!;
    private static CancellationToken None => TestContext.Current.CancellationToken;

    public BaseLayerDeliveryTests() => delivery = new RehearsalDelivery(registry);

    public async ValueTask InitializeAsync()
    {
        await registry.InitializeAsync();
        var (baseLayout, baseImage) = await SampleImages.AssembleAsync(directory["base"], SampleImages.Recipe("linux/amd64", "linux/arm64"));
        var repository = Clients.Client(registry.Authority, RegistryFixture.Token).Repository(RepositoryName.Parse("base/image"));
        await ImageCopy.RunAsync(baseLayout, baseImage.Root, new RepositoryTarget(repository), new CopyOptions(), None);
        baseLayer = baseImage.Platforms[0].Layers[0];
        await AssembleAsync(baseImage, repository);
    }

    public async ValueTask DisposeAsync()
    {
        delivery.Dispose();
        await registry.DisposeAsync();
        directory.Dispose();
    }

    [Fact]
    public async Task Packing_fetches_manifests_and_no_layer()
    {
        Assert.False(layout.HasBlob(baseLayer.Digest));
        Assert.DoesNotContain(registry.Served, request => request.Method == "GET" && request.Path.Contains(baseLayer.Digest.ToString(), StringComparison.Ordinal));
        Assert.Empty(await LayoutValidator.ValidateAsync(layout, None));
    }

    [Fact]
    public async Task A_layer_of_its_own_that_is_missing_is_a_problem_still()
    {
        var own = ((ManifestDocument.Image)await layout.ReadManifestAsync(root, None)).Manifest.Layers[^1];
        File.Delete(layout.PathOf(own.Digest));
        Assert.Contains(await LayoutValidator.ValidateAsync(layout, None), problem => problem.Digest == own.Digest);
    }

    [Fact]
    public async Task In_the_base_s_registry_they_are_mounted()
    {
        delivery.Requests();
        await SendAsync(registry.Authority, RegistryFixture.Token);
        Assert.DoesNotContain(delivery.Requests(), request => request.StartsWith("GET ", StringComparison.Ordinal) && request.Contains(baseLayer.Digest.ToString(), StringComparison.Ordinal));
        await ReadAllAsync(Clients.Client(registry.Authority, RegistryFixture.Token).Repository(RepositoryName.Parse("acme/tool")));
    }

    [Fact]
    public async Task To_another_registry_they_are_streamed_from_the_base_s()
    {
        await using var other = await DockerRegistry.StartAsync();
        await SendAsync(other.Authority, "none");
        await ReadAllAsync(Clients.Client(other.Authority).Repository(RepositoryName.Parse("acme/tool")));
        Assert.False(layout.HasBlob(baseLayer.Digest));
    }

    [Fact]
    public async Task Where_the_destination_holds_them_the_base_s_registry_is_not_asked()
    {
        await using var other = await DockerRegistry.StartAsync();
        await SendAsync(other.Authority, "none");
        delivery.Requests();
        await SendAsync(other.Authority, "none");
        Assert.Empty(delivery.Requests());
    }

    private async Task AssembleAsync(AssembledImage baseImage, RepositoryClient repository)
    {
        var recipe = SampleImages.Recipe("linux/amd64");
        recipe = recipe with
        {
            Platforms = [recipe.Platforms[0] with
            {
                Base = new BaseImage.From(repository, baseImage.Root, $"{registry.Authority}/base/image:1") { LayersStay = true },
                Layers = [new LayerSource { CreatedBy = "own", Entries = [Drayage.Platform.Archives.ArchiveEntry.Text("own", "own")] }],
            }],
        };
        layout = await OciLayout.CreateAsync(directory["layout"], None);
        var image = await new ImageAssembler(layout).AssembleAsync(recipe, None);
        root = OutsideLayers.Mark(image.Root, ImageReference.Parse($"{registry.Authority}/base/image@{baseImage.Root.Digest}"));
        await layout.AddReferenceAsync(root, "tool", None);
    }

    private async Task SendAsync(string authority, string password)
    {
        var destination = new OciDestination();
        var (settings, problems) = DeliveryContexts.Read(destination, "images", ("registry", $"{authority}/acme"), ("password", "env:PASSWORD"));
        Assert.Empty(problems);
        var publisher = destination.CreatePublisher(settings, delivery.Context(RehearsalDelivery.Environment(("PASSWORD", password))));
        var consignment = new Consignment
        {
            Id = "images/tool",
            Destination = "images",
            Kind = "oci",
            Address = $"{authority}/acme/tool",
            Version = "1.0.0",
            Effects = [new Effect.Put("tool", root.Digest, root.Size)],
        };
        await publisher.SendAsync(consignment, consignment.Effects[0], new Content(layout.Directory), None);
    }

    private async Task ReadAllAsync(RepositoryClient repository)
    {
        var graph = await ImageGraph.ReadAsync(repository, root, None);
        Assert.Contains(graph.Blobs, blob => blob.Digest == baseLayer.Digest);
        foreach (var blob in graph.Blobs)
        {
            await using var stream = await repository.OpenBlobAsync(blob, 0, None);
            await stream.CopyToAsync(Stream.Null, None);
        }
    }

    private sealed class Content(string layout) : IContentSource
    {
        public string ImageLayout => layout;

        public ReleaseEvent EventOf(Announcement announcement, Effect.Announce effect) => throw new InvalidOperationException("nothing is announced");

        public Notice NoticeOf(Announcement announcement, Effect.Announce effect) => throw new InvalidOperationException("nothing is announced");

        public Stream Open(string artifactName) => throw new InvalidOperationException("an image is no file");

        public long SizeOf(string artifactName) => throw new InvalidOperationException("an image is no file");

        public Digest DigestOf(string artifactName) => throw new InvalidOperationException("an image is no file");

        public bool IsSame(string artifactName, ReadOnlySpan<byte> served) => throw new InvalidOperationException("an image is no file");
    }
}
