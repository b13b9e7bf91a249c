using System.Collections.Immutable;
using Drayage.Ecosystems.GitHub.Interface;
using Drayage.Model.Planning;
using Drayage.Pipeline.Announcing;
using Drayage.Pipeline.Configuration;
using Drayage.Pipeline.Configuration.Reading;
using Drayage.Pipeline.Publishing;
using Drayage.Platform.Http;

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

    public IPublisher CreateReader(PublisherContext context) =>
        new DispatchPublisher(new GitHubClient(context.Http, writing: null, reading: null), hasToken: false, context.Rehearsal?.Address);
}
