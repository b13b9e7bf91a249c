using System.Collections.Immutable;
using Drayage.Model.Artifacts;
using Drayage.Model.Delivery;
using Drayage.Model.Events;
using Drayage.Model.Planning;
using Drayage.Pipeline.Configuration;
using Drayage.Pipeline.Publishing;
using Drayage.Testing;
using Drayage.Tests.Model.Events;
using Xunit;

namespace Drayage.Tests.Ecosystems;

/// <summary>Events told to embedded receivers by the real publishers.</summary>
internal sealed class AnnouncementScene(RegistryFixture registry) : IDisposable
{
    private readonly RehearsalDelivery delivery = new(registry);

    public PublisherContext Rehearsing => delivery.Rehearsing();

    public PublisherContext Context(params (string Name, string Value)[] variables) => delivery.Context(RehearsalDelivery.Environment(variables));

    /// <summary>What a kind plans for the release of version 0.4.0 of <c>example/tidewater</c>.</summary>
    public static ImmutableArray<PlannedConsignment> Plan(IDestinationKind kind, DestinationSettings settings, bool draft = false)
    {
        var context = DeliveryContexts.Of(DeliveryContexts.Component("tide", "0.4.0", "tide", [], (ArtifactKind.Archive, "tide.tar.gz")));
        var release = new PlannedConsignment
        {
            Id = "github/v0.4.0",
            Destination = "github",
            Kind = "github",
            Address = "example/tidewater",
            Version = "0.4.0",
            Components = [context.Components[0].Component.Id],
            Artifacts = ["tide.tar.gz"],
            Points = draft ? [] : ["published"],
            HasOpen = true,
            CarriesWaybill = true,
            OffersDownloads = true,
        };
        var image = release with { Id = "ghcr/tide", Kind = "oci", HasOpen = false, OffersDownloads = false, Artifacts = ["tide-0.4.0"], Points = ["0.4.0"] };
        return kind.Plan(settings, context with { Deliveries = [image, release, .. draft ? [] : new[] { image with { Id = "mirror/tide", Phase = 2 } }] });
    }

    /// <summary>Reads a section that must be right.</summary>
    public static DestinationSettings Settings(IDestinationKind kind, params (string Key, string Value)[] entries)
    {
        var (settings, problems) = DeliveryContexts.Read(kind, "hook", entries);
        Assert.Empty(problems);
        return settings;
    }

    /// <summary>Tells of an event once, as the delivery engine would.</summary>
    public Task TellAsync(IDestinationKind kind, PublisherContext context, ReleaseEvent told, params (string Key, string Value)[] entries)
    {
        var (publisher, consignment) = Prepare(kind, context, told, entries);
        return publisher.SendAsync(consignment, new Effect.Announce(told.Type, told.Subject), delivery.Scene.Content, TestContext.Current.CancellationToken);
    }

    /// <summary>Asks whether an event was told.</summary>
    public Task<Probe> LookAsync(IDestinationKind kind, PublisherContext context, ReleaseEvent told, params (string Key, string Value)[] entries)
    {
        var (publisher, consignment) = Prepare(kind, context, told, entries);
        return publisher.ProbeAsync(consignment, new Effect.Announce(told.Type, told.Subject), delivery.Scene.Content, TestContext.Current.CancellationToken);
    }

    /// <summary>An event whose JSON has exactly so many bytes, most of them in its components.</summary>
    public static ReleaseEvent.Published OfSize(int bytes)
    {
        ReleaseEvent.Published With(int filler) => Events.Published with
        {
            Release = Events.Release with { Components = [new AnnouncedComponent("tide", "cargo", new string('x', filler), "0.4.0")] },
        };
        return With(bytes - EventCodec.Write(With(0)).Length);
    }

    public void Dispose() => delivery.Dispose();

    private (IPublisher Publisher, Consignment Consignment) Prepare(
        IDestinationKind kind, PublisherContext context, ReleaseEvent told, (string Key, string Value)[] entries)
    {
        var settings = Settings(kind, entries);
        var planned = Assert.Single(Plan(kind, settings));
        delivery.Scene.Content.Events = (_, _) => told;
        return (kind.CreatePublisher(settings, context), delivery.Seal(planned) with { Announcement = planned.Announcement });
    }
}
