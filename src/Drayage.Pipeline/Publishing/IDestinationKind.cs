using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Model.Delivery;
using Drayage.Model.Planning;
using Drayage.Pipeline.Configuration;
using Drayage.Pipeline.Configuration.Reading;
using Drayage.Pipeline.Installing;
using Drayage.Pipeline.Publishing.Jobs;
using Drayage.Platform.Secrets;

namespace Drayage.Pipeline.Publishing;

/// <summary>A kind of destination: its settings, how artifacts become consignments, and the publisher that delivers them.</summary>
public interface IDestinationKind
{
    /// <summary>The word after <c>kind:</c>.</summary>
    string Kind { get; }

    /// <summary>The kind's own keys, beside <c>kind</c>.</summary>
    SettingsSection Section { get; }

    /// <summary>Whether people download files from it one by one, so that a checksum file belongs beside them.</summary>
    bool OffersDownloads => false;

    /// <summary>Whether it tells others of releases instead of delivering them: planned after all others, and sent last.</summary>
    bool Announces => false;

    DestinationSettings Read(SectionReader reader, string id);

    /// <summary>Completes what the file leaves to the configuration of the destination's own client, before anything is planned.</summary>
    /// <exception cref="ReleaseException">The client's configuration does not say it either.</exception>
    Task<DestinationSettings> CompleteAsync(DestinationSettings destination, ClientSurroundings client, CancellationToken cancellationToken) =>
        Task.FromResult(destination);

    /// <summary>Whether a destination holds one release that every run replaces, so that it takes commits without a tag as well.</summary>
    bool IsRolling(DestinationSettings destination) => false;

    /// <summary>
    /// The kinds of <see cref="Model.Artifacts.ArtifactKind"/> that it takes from a component. What it does not take is no error:
    /// a wheel's component may name both <c>pypi</c> and <c>github</c>.
    /// </summary>
    ImmutableArray<PlannedConsignment> Plan(DestinationSettings destination, DestinationContext context);

    /// <summary>
    /// The settings of a destination that is known by what was consigned to it: address and options as the waybill states them,
    /// credentials from <see cref="DestinationVariables"/> or wherever they are by custom.
    /// </summary>
    /// <exception cref="ReleaseException">The consignment says what no destination of this kind does.</exception>
    DestinationSettings SettingsOf(Consignment consignment, SecretResolver secrets);

    IPublisher CreatePublisher(DestinationSettings destination, PublisherContext context);

    /// <summary>
    /// For a stranger who has the waybill alone: a publisher without credentials, of which only probes and read-backs are asked.
    /// Everything else that it needs stands in the consignment.
    /// </summary>
    IPublisher CreateReader(PublisherContext context);

    /// <summary>What fetches files from it; null where files cannot be fetched one by one.</summary>
    IArtifactSource? CreateSource(DestinationSettings destination, PublisherContext context) => null;

    /// <summary>What a CI job needs to deliver to a destination.</summary>
    /// <exception cref="ReleaseException">No job can have it.</exception>
    DeliveryNeeds NeedsOf(DestinationSettings destination, ProjectSettings project) => DeliveryNeeds.None;

    /// <summary>How people get what a consignment delivers, with the destination's own client; nothing where it is not for people.</summary>
    ImmutableArray<InstallStep> Install(InstallableConsignment consignment) => [];
}
