using System.Collections.Immutable;
using Drayage.Ecosystems.GitHub.Interface;
using Drayage.Model;
using Drayage.Model.Delivery;
using Drayage.Model.Planning;
using Drayage.Pipeline.Announcing;
using Drayage.Pipeline.Configuration;
using Drayage.Pipeline.Configuration.Reading;
using Drayage.Pipeline.Publishing;
using Drayage.Platform.Http;
using Drayage.Platform.Secrets;

namespace Drayage.Ecosystems.GitHub.Dispatching;

/// <summary>Tells of releases by starting GitHub workflows.</summary>
public sealed class DispatchDestination : IDestinationKind
{
    public string Kind => DispatchSettings.OfKind;

    public SettingsSection Section => DispatchSettings.Section;

    public bool Announces => true;

    public DestinationSettings Read(SectionReader reader, string id) => DispatchSettings.Read(reader, id);

    public ImmutableArray<PlannedConsignment> Plan(DestinationSettings destination, DestinationContext context)
    {
        var settings = (DispatchSettings)destination;
        var repository = settings.Repository ?? RepositorySlug.OfProject(context.Project, settings);
        return AnnouncementPlanning.Plan(settings, context, repository.Text, tag => DispatchOptions.Plan(settings, tag).ToOptions());
    }

    public IPublisher CreatePublisher(DestinationSettings destination, PublisherContext context)
    {
        var settings = (DispatchSettings)destination;
        var credential = new HttpCredential.Bearer(context.SecretOf(settings.Token));
        return new DispatchPublisher(
            new GitHubClient(context.Http, credential, reading: null),
            context.Rehearsal is not null || context.Secrets.IsPresent(settings.Token),
            context.Rehearsal?.Address);
    }

    /// <summary>The token by the destination's id, or else the one that workflows have; all else stands in the consignment.</summary>
    public DestinationSettings SettingsOf(Consignment consignment, SecretResolver secrets)
    {
        var options = DispatchOptions.Of(consignment.Options);
        return new DispatchSettings
        {
            Id = consignment.Destination,
            Kind = Kind,
            At = new SourceLocation("", 0, 0),
            Events = consignment.Announcement?.Events ?? [],
            Repository = RepositorySlug.Parse(consignment.Address),
            Api = options.Api,
            Token = GitHubSection.TokenOf(consignment.Destination, secrets),
            EventType = options.EventType,
            Workflow = options.Workflow,
            Ref = options.Ref,
            Inputs = options.Inputs,
        };
    }

    public IPublisher CreateReader(PublisherContext context) =>
        new DispatchPublisher(new GitHubClient(context.Http, writing: null, reading: null), hasToken: false, context.Rehearsal?.Address);
}
