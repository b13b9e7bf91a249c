using System.Collections.Immutable;
using Drayage.Model.Delivery;
using Drayage.Model.Planning;
using Drayage.Pipeline.Configuration;
using Drayage.Pipeline.Configuration.Reading;
using Drayage.Pipeline.Publishing;
using Drayage.Pipeline.Publishing.Jobs;
using Drayage.Platform.Secrets;

namespace Drayage.Pipeline.Announcing;

/// <summary>A kind of destination that is told of releases instead of receiving them.</summary>
/// <typeparam name="TSettings">The kind's settings.</typeparam>
public abstract class AnnouncingDestination<TSettings> : IDestinationKind
    where TSettings : AnnouncementSettings
{
    public abstract string Kind { get; }

    public abstract SettingsSection Section { get; }

    public bool Announces => true;

    public abstract DestinationSettings Read(SectionReader reader, string id);

    public ImmutableArray<PlannedConsignment> Plan(DestinationSettings destination, DestinationContext context)
    {
        var told = Told((TSettings)destination, context);
        return AnnouncementPlanning.Plan((TSettings)destination, context, told.Address, told.Options);
    }

    public DestinationSettings SettingsOf(Consignment consignment, SecretResolver secrets) => Consigned(consignment, secrets);

    public IPublisher CreatePublisher(DestinationSettings destination, PublisherContext context) => Publisher((TSettings)destination, context);

    public abstract IPublisher CreateReader(PublisherContext context);

    public DeliveryNeeds NeedsOf(DestinationSettings destination, ProjectSettings project) => Needs((TSettings)destination, project);

    /// <summary>Where it is told, and what the kind's publisher needs besides.</summary>
    /// <exception cref="Model.ReleaseException">The settings do not hold for this project.</exception>
    protected abstract AnnouncedPlace Told(TSettings settings, DestinationContext context);

    /// <inheritdoc cref="IDestinationKind.SettingsOf"/>
    protected abstract TSettings Consigned(Consignment consignment, SecretResolver secrets);

    /// <inheritdoc cref="IDestinationKind.NeedsOf"/>
    protected virtual DeliveryNeeds Needs(TSettings settings, ProjectSettings project) => DeliveryNeeds.None;

    /// <inheritdoc cref="IDestinationKind.CreatePublisher"/>
    protected abstract IPublisher Publisher(TSettings settings, PublisherContext context);
}

/// <summary>Where a release is told.</summary>
/// <param name="Address">In the kind's terms.</param>
/// <param name="Options">For the release of a tag.</param>
public sealed record AnnouncedPlace(string Address, Func<string, ImmutableSortedDictionary<string, string>> Options)
{
    /// <summary>With the same options for every release.</summary>
    public AnnouncedPlace(string address, ImmutableSortedDictionary<string, string> options)
        : this(address, _ => options)
    {
    }
}
