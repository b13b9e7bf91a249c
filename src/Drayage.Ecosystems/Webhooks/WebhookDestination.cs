using System.Collections.Immutable;
using Drayage.Ecosystems.Webhooks.Shapes;
using Drayage.Model;
using Drayage.Model.Delivery;
using Drayage.Model.Planning;
using Drayage.Pipeline.Announcing;
using Drayage.Pipeline.Configuration;
using Drayage.Pipeline.Configuration.Reading;
using Drayage.Pipeline.Publishing;
using Drayage.Platform.Secrets;

namespace Drayage.Ecosystems.Webhooks;

/// <summary>Tells people of releases by webhooks of chats and other services.</summary>
public sealed class WebhookDestination : IDestinationKind
{
    public string Kind => WebhookSettings.OfKind;

    public SettingsSection Section => WebhookSettings.Section;

    public bool Announces => true;

    public DestinationSettings Read(SectionReader reader, string id) => WebhookSettings.Read(reader, id);

    public ImmutableArray<PlannedConsignment> Plan(DestinationSettings destination, DestinationContext context)
    {
        var settings = (WebhookSettings)destination;
        settings.Check();
        var options = settings.ToOptions();
        return AnnouncementPlanning.Plan(settings, context, settings.Url.ToString(), _ => options);
    }

    public IPublisher CreatePublisher(DestinationSettings destination, PublisherContext context)
    {
        var settings = (WebhookSettings)destination;
        return new WebhookPublisher(context.Http, context.Secrets, settings.Url) { Rehearsal = context.Rehearsal };
    }

    /// <summary>The address by the destination's id, or else where the waybill says that it is.</summary>
    public DestinationSettings SettingsOf(Consignment consignment, SecretResolver secrets)
    {
        var named = DestinationVariables.Of(consignment.Destination, "URL");
        return new WebhookSettings
        {
            Id = consignment.Destination,
            Kind = Kind,
            At = new SourceLocation("", 0, 0),
            Events = consignment.Announcement?.Events ?? [],
            Url = secrets.IsPresent(named) ? new WebhookAddress.Secret(named) : WebhookAddress.Parse(consignment.Address),
            Format = WebhookShape.Named(consignment.Options.GetValueOrDefault("format")).Name,
            Message = consignment.Options.GetValueOrDefault("message"),
        };
    }

    public IPublisher CreateReader(PublisherContext context) =>
        new WebhookPublisher(context.Http, context.Secrets, address: null) { Rehearsal = context.Rehearsal };
}
