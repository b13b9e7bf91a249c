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

namespace Drayage.Ecosystems.GitHub.Notices;

/// <summary>Tells people of releases in issues and discussions of GitHub.</summary>
public sealed class GitHubNoticeDestination : IDestinationKind
{
    public string Kind => GitHubNoticeSettings.OfKind;

    public SettingsSection Section => GitHubNoticeSettings.Section;

    public bool Announces => true;

    public DestinationSettings Read(SectionReader reader, string id) => GitHubNoticeSettings.Read(reader, id);

    public ImmutableArray<PlannedConsignment> Plan(DestinationSettings destination, DestinationContext context)
    {
        var settings = (GitHubNoticeSettings)destination;
        settings.Check();
        var repository = settings.Repository ?? RepositorySlug.OfProject(context.Project, settings);
        var options = settings.ToOptions();
        return AnnouncementPlanning.Plan(settings, context, repository.Text, _ => options);
    }

    public IPublisher CreatePublisher(DestinationSettings destination, PublisherContext context)
    {
        var settings = (GitHubNoticeSettings)destination;
        var credential = new HttpCredential.Bearer(context.SecretOf(settings.Token));
        return new GitHubNoticePublisher(
            new GitHubClient(context.Http, credential, credential),
            context.Rehearsal is not null || context.Secrets.IsPresent(settings.Token),
            context.Rehearsal?.Address);
    }

    /// <summary>The token by the destination's id, or else the one that workflows have; all else stands in the consignment.</summary>
    public DestinationSettings SettingsOf(Consignment consignment, SecretResolver secrets) => new GitHubNoticeSettings
    {
        Id = consignment.Destination,
        Kind = Kind,
        At = new SourceLocation("", 0, 0),
        Events = consignment.Announcement?.Events ?? [],
        Repository = RepositorySlug.Parse(consignment.Address),
        Api = new Uri(consignment.Options["api"]),
        Token = GitHubSection.TokenOf(consignment.Destination, secrets),
        Title = consignment.Options.GetValueOrDefault("title"),
        Message = consignment.Options.GetValueOrDefault("message"),
        Place = consignment.Options.RemoveRange(["api", "title", "message"]),
    };

    public IPublisher CreateReader(PublisherContext context) =>
        new GitHubNoticePublisher(new GitHubClient(context.Http, writing: null, reading: null), hasToken: false, context.Rehearsal?.Address);
}
