using Drayage.Ecosystems.EventFiles;
using Drayage.Model;
using Drayage.Model.Delivery;
using Drayage.Model.Events;
using Drayage.Pipeline.Publishing;
using Drayage.Testing;
using Drayage.Tests.Model.Events;
using Drayage.Tests.Pipeline.Delivery;
using Xunit;

namespace Drayage.Tests.Ecosystems.EventFiles;

public sealed class EventFileDestinationTests : IAsyncLifetime
{
    private readonly EventFileDestination kind = new();
    private readonly TemporaryDirectory directory = new();
    private RegistryFixture? registry;
    private AnnouncementScene? scene;

    public async ValueTask InitializeAsync() => scene = new AnnouncementScene(registry = await RegistryFixture.StartAsync());

    [Fact]
    public async Task Each_event_has_a_file_of_its_own()
    {
        foreach (var told in Events.All.Take(4))
            await TellAsync(told);

        var files = Directory.GetFiles(directory["dist", "events"]);
        Assert.Equal(4, files.Length);
        Assert.Equal(Events.All.Take(4).Select(told => told.Id).Order(), files.Select(file => EventCodec.Read(File.ReadAllBytes(file)).Id).Order());
    }

    [Fact]
    public async Task A_path_of_ones_own_names_what_it_is_about()
    {
        await TellAsync(Events.All[2], ("path", "out/{{ project }}/{{ subject }}.{{ type }}"));

        Assert.True(File.Exists(directory["out", "tidewater", "ghcr-tide.consignment.delivered"]));
    }

    [Fact]
    public async Task What_stands_there_is_recognised_and_another_event_takes_its_place()
    {
        var (publisher, consignment, content) = Prepare(("path", "last.json"));
        content.Events = (_, effect) => effect.Type == EventTypes.ReleasePublished ? Events.All[0] : Events.All[1];
        Effect published = new Effect.Announce(EventTypes.ReleasePublished, "v"), withdrawn = new Effect.Announce(EventTypes.ReleaseWithdrawn, "v");

        Assert.IsType<Probe.Absent>(await publisher.ProbeAsync(consignment, published, content, CancellationToken.None));
        await publisher.SendAsync(consignment, published, content, CancellationToken.None);
        Assert.IsType<Probe.Same>(await publisher.ReadBackAsync(consignment, published, content, CancellationToken.None));
        Assert.True(Assert.IsType<Probe.Different>(await publisher.ProbeAsync(consignment, withdrawn, content, CancellationToken.None)).MayMove);
    }

    [Fact]
    public async Task A_place_that_cannot_be_written_is_named()
    {
        directory.Write("taken", "a file");

        var refused = await Assert.ThrowsAsync<DeliveryException>(() => TellAsync(Events.Published, ("path", "taken/event.json")));

        Assert.Equal(DeliveryFailure.Refused, refused.Failure);
        Assert.Contains("taken", refused.Because, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/etc/drayage/event.json", "etc/drayage/event.json")]
    [InlineData("../../event.json", "event.json")]
    public async Task A_rehearsal_writes_nothing_outside_its_own_directory(string path, string written)
    {
        await scene!.TellAsync(kind, scene.Rehearsing with { Files = directory.Path }, Events.Published, ("path", path));

        Assert.True(File.Exists(directory[written.Split('/')]));
    }

    [Fact]
    public void A_path_that_names_what_no_event_has_is_refused_with_its_place()
    {
        var settings = AnnouncementScene.Settings(kind, ("path", "{{ taag }}.json"));

        var refused = Assert.Throws<ReleaseException>(() => AnnouncementScene.Plan(kind, settings));

        Assert.Contains("taag", refused.Because, StringComparison.Ordinal);
        Assert.Contains("drayage.yaml:4:", refused.Because, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        scene!.Dispose();
        directory.Dispose();
        await registry!.DisposeAsync();
    }

    private Task TellAsync(ReleaseEvent told, params (string, string)[] entries) =>
        scene!.TellAsync(kind, scene.Context() with { Files = directory.Path }, told, entries);

    private (IPublisher Publisher, Consignment Consignment, MemoryContent Content) Prepare(params (string, string)[] entries)
    {
        var settings = AnnouncementScene.Settings(kind, entries);
        var planned = Assert.Single(AnnouncementScene.Plan(kind, settings));
        var consignment = new Consignment { Id = planned.Id, Destination = "hook", Kind = planned.Kind, Address = planned.Address, Version = "1", Effects = [], Announcement = planned.Announcement };
        return (kind.CreatePublisher(settings, scene!.Context() with { Files = directory.Path }), consignment, new MemoryContent());
    }
}
