using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Model.Delivery;
using Drayage.Pipeline.Announcing;
using Drayage.Pipeline.Configuration;
using Drayage.Pipeline.Configuration.Reading;
using Drayage.Pipeline.Publishing;
using Drayage.Platform.Secrets;

namespace Drayage.Ecosystems.EventFiles;

/// <summary>Tells of releases by writing files, for whatever runs on the machine afterwards.</summary>
public sealed class EventFileDestination : AnnouncingDestination<EventFileSettings>
{
    public override string Kind => EventFileSettings.OfKind;

    public override SettingsSection Section => EventFileSettings.Section;

    public override DestinationSettings Read(SectionReader reader, string id) => EventFileSettings.Read(reader, id);

    /// <summary>The address of a consignment is the template: paths differ by event.</summary>
    protected override AnnouncedPlace Told(EventFileSettings settings, DestinationContext context)
    {
        EventFilePath.Check(settings.Path, settings.PathAt);
        return new AnnouncedPlace(settings.Path, ImmutableSortedDictionary<string, string>.Empty);
    }

    protected override EventFileSettings Consigned(Consignment consignment, SecretResolver secrets) => new EventFileSettings
    {
        Id = consignment.Destination,
        Kind = Kind,
        At = SourceLocation.Nowhere,
        Events = consignment.Announcement?.Events ?? [],
        Path = consignment.Address,
        PathAt = SourceLocation.Nowhere,
    };

    protected override IPublisher Publisher(EventFileSettings settings, PublisherContext context) =>
        new EventFilePublisher(context.Files, isRehearsal: context.Rehearsal is not null);

    public override IPublisher CreateReader(PublisherContext context) => new EventFilePublisher(files: null, isRehearsal: false);
}
