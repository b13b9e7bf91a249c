using System.Collections.Immutable;
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

namespace Drayage.Ecosystems.GitHub.Dispatching;

/// <summary>Tells of releases by starting GitHub workflows.</summary>
public sealed class DispatchDestination : AnnouncingDestination<DispatchSettings>
{
    public override string Kind => DispatchSettings.OfKind;

    public override SettingsSection Section => DispatchSettings.Section;

    public override DestinationSettings Read(SectionReader reader, string id) => DispatchSettings.Read(reader, id);

    protected override AnnouncedPlace Told(DispatchSettings settings, DestinationContext context)
    {
        var repository = settings.Repository ?? RepositorySlug.OfProject(context.Project, settings);
        return new AnnouncedPlace(repository.Text, tag => DispatchOptions.Plan(settings, tag).ToOptions());
    }

    protected override DeliveryNeeds Needs(DispatchSettings settings, ProjectSettings project)
    {
        var needs = WorkflowToken.Needs(settings, settings.Token, settings.Repository?.Text, project, settings.Workflow is null ? "contents" : "actions");
        ImmutableArray<string> types = settings.Workflow is not null ? [] : settings.EventType is { } one ? [one] : settings.Events;
        return needs with { Starts = new StartedWorkflow(settings.Repository?.Text, types, settings.Workflow, settings.Inputs) };
    }

    protected override IPublisher Publisher(DispatchSettings settings, PublisherContext context)
    {
        var credential = new HttpCredential.Bearer(context.SecretOf(settings.Token));
        return new DispatchPublisher(
            new GitHubClient(context.Http, credential, reading: null),
            context.Rehearsal is not null || context.Secrets.IsPresent(settings.Token),
            context.Rehearsal?.Address);
    }

    /// <summary>The token by the destination's id, or else the one that workflows have; all else stands in the consignment.</summary>
    protected override DispatchSettings Consigned(Consignment consignment, SecretResolver secrets)
    {
        var options = DispatchOptions.Of(consignment.Options);
        return new DispatchSettings
        {
            Id = consignment.Destination,
            Kind = Kind,
            At = SourceLocation.Nowhere,
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

    public override IPublisher CreateReader(PublisherContext context) =>
        new DispatchPublisher(new GitHubClient(context.Http, writing: null, reading: null), hasToken: false, context.Rehearsal?.Address);
}
