using System.Collections.Immutable;
using Drayage.Model.Delivery;
using Drayage.Model.Planning;
using Drayage.Pipeline.Configuration;
using Drayage.Pipeline.Configuration.Reading;
using Drayage.Pipeline.Publishing;
using Drayage.Platform.Secrets;

namespace Drayage.Tests.Pipeline.StandIns;

/// <summary>A destination that takes every file, one consignment a tag.</summary>
internal sealed class StandInDestination(string kind) : IDestinationKind
{
    private static readonly Setting<string> Place = Settings.Text("place", "Where it is.", required: true);

    public string Kind => kind;

    public SettingsSection Section { get; } = new($"destination of kind {kind}", "Stands in for a destination.", [Place]);

    public DestinationSettings Read(SectionReader reader, string id)
    {
        _ = reader.Get(Place);
        return new StandInDestinationSettings { Id = id, Kind = kind, At = reader.At };
    }

    public ImmutableArray<PlannedConsignment> Plan(DestinationSettings destination, DestinationContext context) =>
    [
        .. context.Components.GroupBy(c => c.Component.Tag, StringComparer.Ordinal).Select(release => new PlannedConsignment
        {
            Id = $"{destination.Id}/{release.Key}",
            Destination = destination.Id,
            Kind = kind,
            Address = "place",
            Version = release.First().Version.Text,
            Components = [.. release.Select(c => c.Component.Id)],
            Artifacts = [.. release.SelectMany(c => c.Artifacts).Select(a => a.Name), .. context.Checksums.Where(c => c.Key == release.Key).Select(c => c.Value)],
            Points = [],
        }),
    ];

    public DestinationSettings SettingsOf(Consignment consignment, SecretResolver secrets) => throw new NotSupportedException("nothing is delivered here");

    public IPublisher CreatePublisher(DestinationSettings destination, PublisherContext context) => throw new NotSupportedException("nothing is delivered here");

    public IPublisher CreateReader(PublisherContext context) => throw new NotSupportedException("nothing is read here");

    private sealed record StandInDestinationSettings : DestinationSettings;
}
