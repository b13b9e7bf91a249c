using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Model.Delivery;
using Drayage.Model.Planning;
using Drayage.Pipeline.Announcing;
using Drayage.Pipeline.Configuration;
using Drayage.Pipeline.Configuration.Reading;
using Drayage.Pipeline.Publishing;
using Drayage.Platform.Secrets;

namespace Drayage.Ecosystems.EventFiles;

/// <summary>Tells of releases by writing files, for whatever runs on the machine afterwards.</summary>
public sealed class EventFileDestination : IDestinationKind
{
    public string Kind => EventFileSettings.OfKind;

    public SettingsSection Section => EventFileSettings.Section;

    public bool Announces => true;

    public DestinationSettings Read(SectionReader reader, string id) => EventFileSettings.Read(reader, id);

    /// <summary>The address of a consignment is the template: paths differ by event.</summary>
    public ImmutableArray<PlannedConsignment> Plan(DestinationSettings destination, DestinationContext context)
    {
        var settings = (EventFileSettings)destination;
        EventFilePath.Check(settings.Path, settings.PathAt);
        return AnnouncementPlanning.Plan(settings, context, settings.Path, _ => ImmutableSortedDictionary<string, string>.Empty);
    }

    public DestinationSettings SettingsOf(Consignment consignment, SecretResolver secrets) => new EventFileSettings
    {
        Id = consignment.Destination,
        Kind = Kind,
        At = new SourceLocation("", 0, 0),
        Events = consignment.Announcement?.Events ?? [],
        Path = consignment.Address,
        PathAt = new SourceLocation("", 0, 0),
    };

    public IPublisher CreatePublisher(DestinationSettings destination, PublisherContext context) =>
        new EventFilePublisher(context.Files, isRehearsal: context.Rehearsal is not null);

    public IPublisher CreateReader(PublisherContext context) => new EventFilePublisher(files: null, isRehearsal: false);
}
