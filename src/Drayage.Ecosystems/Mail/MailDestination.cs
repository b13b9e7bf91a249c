using Drayage.Model;
using Drayage.Model.Delivery;
using Drayage.Pipeline.Announcing;
using Drayage.Pipeline.Configuration;
using Drayage.Pipeline.Configuration.Reading;
using Drayage.Pipeline.Publishing;
using Drayage.Pipeline.Publishing.Jobs;
using Drayage.Platform.Secrets;

namespace Drayage.Ecosystems.Mail;

/// <summary>Tells people of releases by e-mail.</summary>
public sealed class MailDestination : AnnouncingDestination<MailSettings>
{
    public override string Kind => MailSettings.OfKind;

    public override SettingsSection Section => MailSettings.Section;

    public override DestinationSettings Read(SectionReader reader, string id) => MailSettings.Read(reader, id);

    protected override AnnouncedPlace Told(MailSettings settings, DestinationContext context)
    {
        settings.Check();
        var options = settings.Options.ToOptions();
        return new AnnouncedPlace(string.Join(", ", settings.Options.To), options);
    }

    protected override DeliveryNeeds Needs(MailSettings settings, ProjectSettings project) =>
        DeliveryNeeds.Of(settings.User, settings.Password);

    protected override IPublisher Publisher(MailSettings settings, PublisherContext context) =>
        new MailPublisher(context) { User = settings.User, Password = settings.Password };

    /// <summary>User and password by the destination's id; all else stands in the consignment.</summary>
    protected override MailSettings Consigned(Consignment consignment, SecretResolver secrets)
    {
        var user = secrets.Find(consignment.Destination, "USERNAME");
        var password = secrets.Find(consignment.Destination, "PASSWORD");
        var hasBoth = user is not null && password is not null;
        var options = MailOptions.Of(consignment.Options);
        return new MailSettings
        {
            Id = consignment.Destination,
            Kind = Kind,
            At = SourceLocation.Nowhere,
            Events = consignment.Announcement?.Events ?? [],
            Options = options,
            Message = options.Message,
            User = hasBoth ? user : null,
            Password = hasBoth ? password : null,
        };
    }

    public override IPublisher CreateReader(PublisherContext context) => new MailPublisher(context);
}
