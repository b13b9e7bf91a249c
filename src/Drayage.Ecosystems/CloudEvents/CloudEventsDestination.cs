using Drayage.Model;
using Drayage.Model.Delivery;
using Drayage.Pipeline.Announcing;
using Drayage.Pipeline.Configuration;
using Drayage.Pipeline.Configuration.Reading;
using Drayage.Pipeline.Publishing;
using Drayage.Pipeline.Publishing.Jobs;
using Drayage.Platform.Http;
using Drayage.Platform.Secrets;

namespace Drayage.Ecosystems.CloudEvents;

/// <summary>Tells of releases by posting CloudEvents.</summary>
public sealed class CloudEventsDestination : AnnouncingDestination<CloudEventsSettings>
{
    public override string Kind => CloudEventsSettings.OfKind;

    public override SettingsSection Section => CloudEventsSettings.Section;

    public override DestinationSettings Read(SectionReader reader, string id) => CloudEventsSettings.Read(reader, id);

    protected override AnnouncedPlace Told(CloudEventsSettings settings, DestinationContext context)
    {
        var options = new CloudEventOptions
        {
            IsBinary = settings.IsBinary,
            Source = settings.Source ?? SourceOf(context.Project),
        }.ToOptions();
        return new AnnouncedPlace(settings.Url.AbsoluteUri, options);
    }

    protected override DeliveryNeeds Needs(CloudEventsSettings settings, ProjectSettings project) =>
        DeliveryNeeds.Of(settings.Token, settings.SigningSecret);

    protected override IPublisher Publisher(CloudEventsSettings settings, PublisherContext context)
    {
        SecretReference[] secrets = [.. new[] { settings.Token, settings.SigningSecret }.OfType<SecretReference>()];
        return new CloudEventsPublisher(context.Http)
        {
            Credential = CredentialOf(settings, context),
            SigningSecret = settings.SigningSecret is { } signing ? context.SecretOf(signing) : null,
            Missing = context.Rehearsal is not null ? [] : [.. secrets.Where(secret => !context.Secrets.IsPresent(secret)).Select(secret => secret.ToString())],
            Rehearsal = context.Rehearsal?.Address,
        };
    }

    /// <summary>Token and signing secret by the destination's id; without them events go as they would without either setting.</summary>
    protected override CloudEventsSettings Consigned(Consignment consignment, SecretResolver secrets)
    {
        var options = CloudEventOptions.Of(consignment.Options);
        return new CloudEventsSettings
        {
            Id = consignment.Destination,
            Kind = Kind,
            At = SourceLocation.Nowhere,
            Events = consignment.Announcement?.Events ?? [],
            Url = new Uri(consignment.Address),
            IsBinary = options.IsBinary,
            Source = options.Source,
            Token = secrets.Find(consignment.Destination, "TOKEN"),
            SigningSecret = secrets.Find(consignment.Destination, "SIGNING_SECRET"),
        };
    }

    public override IPublisher CreateReader(PublisherContext context) => new CloudEventsPublisher(context.Http) { Rehearsal = context.Rehearsal?.Address };

    /// <summary>The embedded receiver wants its token, whatever the real one wants.</summary>
    private static HttpCredential.Bearer? CredentialOf(CloudEventsSettings settings, PublisherContext context) => (settings.Token, context.Rehearsal) switch
    {
        ({ } token, _) => new HttpCredential.Bearer(context.SecretOf(token)),
        (null, { } site) => new HttpCredential.Bearer(context.Secrets.Source(site.Token)),
        _ => null,
    };

    private static string SourceOf(ProjectSettings project) =>
        project.Repository is { } repository ? $"https://github.com/{repository}" : $"/{Uri.EscapeDataString(project.Project)}";
}
