using Drayage.Ecosystems.Webhooks.Shapes;
using Drayage.Model;
using Drayage.Model.Delivery;
using Drayage.Pipeline.Announcing;
using Drayage.Pipeline.Configuration;
using Drayage.Pipeline.Configuration.Reading;
using Drayage.Pipeline.Publishing;
using Drayage.Pipeline.Publishing.Jobs;
using Drayage.Platform.Secrets;

namespace Drayage.Ecosystems.Webhooks;

/// <summary>Tells people of releases by webhooks of chats and other services.</summary>
public sealed class WebhookDestination : AnnouncingDestination<WebhookSettings>
{
    public override string Kind => WebhookSettings.OfKind;

    public override SettingsSection Section => WebhookSettings.Section;

    public override DestinationSettings Read(SectionReader reader, string id) => WebhookSettings.Read(reader, id);

    protected override AnnouncedPlace Told(WebhookSettings settings, DestinationContext context)
    {
        settings.Check();
        var options = settings.ToOptions();
        return new AnnouncedPlace(settings.Url.ToString(), options);
    }

    protected override DeliveryNeeds Needs(WebhookSettings settings, ProjectSettings project) =>
        settings.Url is WebhookAddress.Secret secret ? DeliveryNeeds.Of(secret.Reference) : DeliveryNeeds.None;

    protected override IPublisher Publisher(WebhookSettings settings, PublisherContext context) =>
        new WebhookPublisher(context.Http, context.Secrets, settings.Url) { Rehearsal = context.Rehearsal };

    /// <summary>The address by the destination's id, or else where the waybill says that it is.</summary>
    protected override WebhookSettings Consigned(Consignment consignment, SecretResolver secrets) => new()
    {
        Id = consignment.Destination,
        Kind = Kind,
        At = SourceLocation.Nowhere,
        Events = consignment.Announcement?.Events ?? [],
        Url = secrets.Find(consignment.Destination, "URL") is { } named ? new WebhookAddress.Secret(named) : WebhookAddress.Parse(consignment.Address),
        Format = WebhookShape.Named(consignment.Options.GetValueOrDefault("format")).Name,
        Message = consignment.Options.GetValueOrDefault("message"),
    };

    public override IPublisher CreateReader(PublisherContext context) =>
        new WebhookPublisher(context.Http, context.Secrets, address: null) { Rehearsal = context.Rehearsal };
}
