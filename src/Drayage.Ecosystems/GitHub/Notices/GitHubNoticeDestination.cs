using Drayage.Ecosystems.GitHub.Interface;
using Drayage.Model;
using Drayage.Model.Delivery;
using Drayage.Pipeline.Announcing;
using Drayage.Pipeline.Configuration;
using Drayage.Pipeline.Configuration.Reading;
using Drayage.Pipeline.Publishing;
using Drayage.Pipeline.Publishing.Jobs;
using Drayage.Platform.Http;
using Drayage.Platform.Secrets;

namespace Drayage.Ecosystems.GitHub.Notices;

/// <summary>Tells people of releases in issues and discussions of GitHub.</summary>
public sealed class GitHubNoticeDestination : AnnouncingDestination<GitHubNoticeSettings>
{
    public override string Kind => GitHubNoticeSettings.OfKind;

    public override SettingsSection Section => GitHubNoticeSettings.Section;

    public override DestinationSettings Read(SectionReader reader, string id) => GitHubNoticeSettings.Read(reader, id);

    protected override AnnouncedPlace Told(GitHubNoticeSettings settings, DestinationContext context)
    {
        settings.Check();
        var repository = settings.Repository ?? RepositorySlug.OfProject(context.Project, settings);
        var options = settings.ToOptions();
        return new AnnouncedPlace(repository.Text, options);
    }

    protected override DeliveryNeeds Needs(GitHubNoticeSettings settings, ProjectSettings project)
    {
        var scope = NoticePlace.Of(settings.Place) is NoticePlace.NewDiscussion ? "discussions" : "issues";
        return WorkflowToken.Needs(settings, settings.Token, settings.Repository?.Text, project, scope);
    }

    protected override IPublisher Publisher(GitHubNoticeSettings settings, PublisherContext context)
    {
        var credential = new HttpCredential.Bearer(context.SecretOf(settings.Token));
        return new GitHubNoticePublisher(
            new GitHubClient(context.Http, credential, credential),
            context.Rehearsal is not null || context.Secrets.IsPresent(settings.Token),
            context.Rehearsal?.Address);
    }

    /// <summary>The token by the destination's id, or else the one that workflows have; all else stands in the consignment.</summary>
    protected override GitHubNoticeSettings Consigned(Consignment consignment, SecretResolver secrets) => new GitHubNoticeSettings
    {
        Id = consignment.Destination,
        Kind = Kind,
        At = SourceLocation.Nowhere,
        Events = consignment.Announcement?.Events ?? [],
        Repository = RepositorySlug.Parse(consignment.Address),
        Api = new Uri(consignment.Options["api"]),
        Token = GitHubSection.TokenOf(consignment.Destination, secrets),
        Title = consignment.Options.GetValueOrDefault("title"),
        Message = consignment.Options.GetValueOrDefault("message"),
        Place = consignment.Options.RemoveRange(["api", "title", "message"]),
    };

    public override IPublisher CreateReader(PublisherContext context) =>
        new GitHubNoticePublisher(new GitHubClient(context.Http, writing: null, reading: null), hasToken: false, context.Rehearsal?.Address);
}
