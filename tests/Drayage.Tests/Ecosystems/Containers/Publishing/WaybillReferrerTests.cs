using System.Collections.Immutable;
using System.Text;
using Drayage.Ecosystems.Containers.Publishing;
using Drayage.Model;
using Drayage.Model.Delivery;
using Drayage.Model.Events;
using Drayage.Model.Waybills;
using Drayage.Oci.Attaching;
using Drayage.Oci.Copying;
using Drayage.Oci.Distribution;
using Drayage.Oci.Documents;
using Drayage.Oci.References;
using Drayage.Pipeline.Announcing.Notices;
using Drayage.Pipeline.Publishing;
using Drayage.Pipeline.Sealing;
using Drayage.Testing;
using Drayage.Tests.Oci;
using Xunit;
using Clients = Drayage.Tests.Oci.Distribution.Registries;

namespace Drayage.Tests.Ecosystems.Containers.Publishing;

/// <summary>The waybill is attached to the image that it speaks of, and found there whoever signed it last.</summary>
public sealed class WaybillReferrerTests : IAsyncLifetime
{
    private const string Name = WaybillComposer.WaybillName;

    private readonly TemporaryDirectory directory = new();
    private readonly RegistryFixture registry = new();
    private readonly RehearsalDelivery delivery;
    private readonly Content content = new();
    private Descriptor image = null!;
    private static CancellationToken None => TestContext.Current.CancellationToken;

    public WaybillReferrerTests() => delivery = new RehearsalDelivery(registry);

    public async ValueTask InitializeAsync()
    {
        await registry.InitializeAsync();
        var (layout, assembled) = await SampleImages.AssembleAsync(directory["layout"], SampleImages.Recipe("linux/amd64", "linux/arm64"));
        (image, content.ImageLayout) = (assembled.Root, layout.Directory);
    }

    public async ValueTask DisposeAsync()
    {
        delivery.Dispose();
        await registry.DisposeAsync();
        directory.Dispose();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task It_is_sent_once_and_read_back_with_and_without_the_referrers_API(bool hasApi)
    {
        await using var debian = hasApi ? null : await DockerRegistry.StartAsync();
        var (publisher, consignment) = Open(debian?.Authority ?? registry.Authority);
        Assert.IsType<Probe.Absent>(await ProbeAsync(publisher, consignment));
        foreach (var effect in consignment.Effects)
            await publisher.SendAsync(consignment, effect, content, None);

        var same = Assert.IsType<Probe.Same>(await ProbeAsync(publisher, consignment));
        Assert.Equal(Digest.OfSha256(content.Envelope).ToString(), same.Evidence);
        Assert.IsType<Probe.Same>(await publisher.ReadBackAsync(consignment, consignment.Effects[1], content, None));
        var listed = Assert.Single(await Repository(debian?.Authority).ListReferrersAsync(image.Digest, DocumentKind.Dsse, None));
        Assert.Equal(Waybill.PredicateType, listed.Annotations!["in-toto.io/predicate-type"]);
    }

    [Fact]
    public async Task Another_signature_over_the_same_payload_is_the_same_and_another_payload_is_none()
    {
        var (publisher, consignment) = Open(registry.Authority);
        foreach (var effect in consignment.Effects)
            await publisher.SendAsync(consignment, effect, content, None);
        content.Envelope = "signed anew"u8.ToArray();
        content.Equivalent = "the envelope"u8.ToArray();
        Assert.IsType<Probe.Same>(await ProbeAsync(publisher, consignment));
        content.Equivalent = null;
        Assert.IsType<Probe.Absent>(await ProbeAsync(publisher, consignment));
        await publisher.SendAsync(consignment, consignment.Effects[1], content, None);
        Assert.IsType<Probe.Same>(await ProbeAsync(publisher, consignment));
        Assert.Equal(2, (await Repository(null).ListReferrersAsync(image.Digest, null, None)).Length);
    }

    [Fact]
    public async Task What_others_attached_is_passed_over()
    {
        var (publisher, consignment) = Open(registry.Authority);
        await publisher.SendAsync(consignment, consignment.Effects[0], content, None);
        await AttachAsync("junk", Waybill.PredicateType, "text/plain");
        await AttachAsync("somebody's", Waybill.PredicateType, DocumentKind.Dsse);
        await AttachAsync("the envelope", "https://example.com/other", DocumentKind.Dsse);
        Assert.IsType<Probe.Absent>(await ProbeAsync(publisher, consignment));
        await publisher.SendAsync(consignment, consignment.Effects[1], content, None);
        Assert.IsType<Probe.Same>(await ProbeAsync(publisher, consignment));
    }

    [Fact]
    public void A_destination_can_do_without()
    {
        var (settings, problems) = DeliveryContexts.Read(new OciDestination(), "images", ("registry", "ghcr.io/acme"), ("waybill", "false"));
        Assert.Empty(problems);
        Assert.False(((OciDestinationSettings)settings).Waybill);
    }

    private Task<CopyReport> AttachAsync(string text, string predicate, string mediaType) => new ReferrerSource(new Referrer
    {
        Subject = image,
        ArtifactType = DocumentKind.Dsse,
        Contents = [ReferrerContent.Of(Encoding.UTF8.GetBytes(text), mediaType, Name)],
        Annotations = ImmutableSortedDictionary<string, string>.Empty.Add(DocumentKind.PredicateAnnotation, predicate),
    }).AttachAsync(new RepositoryTarget(Repository(null)), new CopyOptions(), None);

    private Task<Probe> ProbeAsync(IPublisher publisher, Consignment consignment) =>
        publisher.ProbeAsync(consignment, consignment.Effects[1], content, None);

    private RepositoryClient Repository(string? debian) => debian is null
        ? Clients.Client(registry.Authority, RegistryFixture.Token).Repository(RepositoryName.Parse("acme/tool"))
        : Clients.Client(debian).Repository(RepositoryName.Parse("acme/tool"));

    private (IPublisher Publisher, Consignment Consignment) Open(string authority)
    {
        var destination = new OciDestination();
        var (settings, problems) = DeliveryContexts.Read(destination, "images", ("registry", $"{authority}/acme"), ("password", "env:PASSWORD"));
        Assert.Empty(problems);
        var publisher = destination.CreatePublisher(settings, delivery.Context(RehearsalDelivery.Environment(("PASSWORD", RegistryFixture.Token))));
        return (publisher, new Consignment
        {
            Id = "images/tool",
            Destination = "images",
            Kind = "oci",
            Address = $"{authority}/acme/tool",
            Version = "1.0.0",
            Effects = [new Effect.Put("tool", image.Digest, image.Size), new Effect.Put(Name, null, 0)],
        });
    }

    private sealed class Content : IContentSource
    {
        public byte[] Envelope { get; set; } = "the envelope"u8.ToArray();

        public byte[]? Equivalent { get; set; }

        public string ImageLayout { get; set; } = "";

        public Stream Open(string artifactName) => new MemoryStream(Envelope, writable: false);

        public long SizeOf(string artifactName) => Envelope.Length;

        public Digest DigestOf(string artifactName) => Digest.OfSha256(Envelope);

        public bool IsSame(string artifactName, ReadOnlySpan<byte> served) => served.SequenceEqual(Envelope) || (Equivalent is { } other && served.SequenceEqual(other));

        public ReleaseEvent EventOf(Announcement announcement, Effect.Announce effect) => throw new InvalidOperationException("nothing is announced");

        public Notice NoticeOf(Announcement announcement, Effect.Announce effect) => throw new InvalidOperationException("nothing is announced");
    }
}
