using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Model.Delivery;
using Drayage.Model.Planning;
using Drayage.Pipeline.Announcing;
using Drayage.Pipeline.Configuration;
using Drayage.Pipeline.Configuration.Reading;
using Drayage.Pipeline.Publishing;
using Drayage.Platform.Secrets;

namespace Drayage.Ecosystems.Mail;

/// <summary>Tells people of releases by e-mail.</summary>
public sealed class MailDestination : IDestinationKind
{
    public string Kind => MailSettings.OfKind;

    public SettingsSection Section => MailSettings.Section;

    public bool Announces => true;

    public DestinationSettings Read(SectionReader reader, string id) => MailSettings.Read(reader, id);

    public ImmutableArray<PlannedConsignment> Plan(DestinationSettings destination, DestinationContext context)
    {
        var settings = (MailSettings)destination;
        settings.Check();
        var options = settings.Options.ToOptions();
        return AnnouncementPlanning.Plan(settings, context, string.Join(", ", settings.Options.To), _ => options);
    }

    public IPublisher CreatePublisher(DestinationSettings destination, PublisherContext context)
    {
        var settings = (MailSettings)destination;
        return new MailPublisher(context) { User = settings.User, Password = settings.Password };
    }

    /// <summary>User and password by the destination's id; all else stands in the consignment.</summary>
    public DestinationSettings SettingsOf(Consignment consignment, SecretResolver secrets)
    {
        var user = DestinationVariables.Of(consignment.Destination, "USERNAME");
        var password = DestinationVariables.Of(consignment.Destination, "PASSWORD");
        var hasBoth = secrets.IsPresent(user) && secrets.IsPresent(password);
        var options = MailOptions.Of(consignment.Options);
        return new MailSettings
        {
            Id = consignment.Destination,
            Kind = Kind,
            At = new SourceLocation("", 0, 0),
            Events = consignment.Announcement?.Events ?? [],
            Options = options,
            Message = options.Message,
            User = hasBoth ? user : null,
            Password = hasBoth ? password : null,
        };
    }

    public IPublisher CreateReader(PublisherContext context) => new MailPublisher(context);
}
