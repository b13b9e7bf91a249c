using System.Collections.Immutable;
using Drayage.Ecosystems.GitHub.Interface;
using Drayage.Ecosystems.GitHub.Releases;
using Drayage.Ecosystems.GitHub.Rolling;
using Drayage.Ecosystems.GitHub.Tags;
using Drayage.Model.Artifacts;
using Drayage.Model.Delivery;
using Drayage.Model.Planning;
using Drayage.Pipeline.Configuration;
using Drayage.Pipeline.Configuration.Reading;
using Drayage.Pipeline.Installing;
using Drayage.Pipeline.Publishing;
using Drayage.Pipeline.Publishing.Jobs;
using Drayage.Pipeline.Statistics;
using Drayage.Platform.Http;
using Drayage.Platform.Secrets;

namespace Drayage.Ecosystems.GitHub;

/// <summary>Releases of a GitHub repository. Takes every file; images and OCI artifacts go to registries.</summary>
public sealed class GitHubDestination : IDestinationKind, ITaggingKind, INotedKind, ICountingKind
{
    public string Kind => GitHubSection.Kind;

    public SettingsSection Section => GitHubSection.Section;

    public bool OffersDownloads => true;

    public DestinationSettings Read(SectionReader reader, string id) => GitHubSection.Read(reader, id);

    /// <summary>
    /// One consignment a tag: <c>destination/tag</c>, with the files of all components that share the tag; or one for all, where the
    /// tag rolls.
    /// </summary>
    public ImmutableArray<PlannedConsignment> Plan(DestinationSettings destination, DestinationContext context)
    {
        var settings = (GitHubSettings)destination;
        if (settings.RollingTag is { } rolling)
            return PlanRolling(settings, context, rolling);
        return [.. context.Components
            .GroupBy(component => component.Component.Tag, StringComparer.Ordinal)
            .Select(release => Plan(settings, context, release.Key, [.. release]))];
    }

    public DeliveryNeeds NeedsOf(DestinationSettings destination, ProjectSettings project)
    {
        var settings = (GitHubSettings)destination;
        return WorkflowToken.Needs(settings, settings.Token, settings.Repository?.Text, project, "contents");
    }

    public IPublisher CreatePublisher(DestinationSettings destination, PublisherContext context)
    {
        var settings = (GitHubSettings)destination;
        var credential = new HttpCredential.Bearer(context.SecretOf(settings.Token));
        var client = new GitHubClient(context.Http, credential, Reading(settings, context));
        return new GitHubPublisher(client, $"{settings.Api.Host} with {settings.Token}", context.Rehearsal?.Address);
    }

    public IArtifactSource CreateSource(DestinationSettings destination, PublisherContext context) =>
        new ReleaseSource(new GitHubClient(context.Http, writing: null, Reading((GitHubSettings)destination, context)), context.Rehearsal?.Address);

    public DestinationSettings SettingsOf(Consignment consignment, SecretResolver secrets) => GitHubSection.Of(consignment, secrets);

    public IPublisher CreateReader(PublisherContext context) =>
        new GitHubPublisher(new GitHubClient(context.Http, writing: null, reading: null), account: null, context.Rehearsal?.Address);

    public bool IsRolling(DestinationSettings destination) => ((GitHubSettings)destination).RollingTag is not null;

    /// <summary><c>destination/refs/tags/TAG</c>, where the destination is the project's own repository.</summary>
    public PlannedConsignment? PlanTag(DestinationSettings destination, DestinationContext context, string tag)
    {
        var settings = (GitHubSettings)destination;
        var repository = (settings.Repository ?? RepositorySlug.OfProject(context.Project, settings)).Text;
        if (!string.Equals(repository, context.Project.Repository ?? repository, StringComparison.OrdinalIgnoreCase))
            return null;
        var version = context.Components[0].Version.Text;
        return new PlannedConsignment
        {
            Id = $"{settings.Id}/refs/tags/{tag}",
            Destination = settings.Id,
            Kind = GitHubSection.Kind,
            Address = repository,
            Version = version,
            Components = [.. context.Components.Select(component => component.Component.Id)],
            Artifacts = [],
            Points = [$"refs/tags/{tag}"],
            Options = new TagOptions
            {
                Api = settings.Api,
                Tag = tag,
                Commit = context.Source.Commit,
                Message = $"{(context.Components is [var only] ? only.Component.Id.Text : context.Project.Project)} {version}\n",
            }.ToOptions(),
        };
    }

    public Task<DownloadFigures> CountAsync(
        DestinationSettings destination, ImmutableArray<Consignment> consignments, CountingRequest request, CancellationToken cancellationToken) =>
        new ReleaseDownloads(new GitHubClient(request.Context.Http, writing: null, Reading((GitHubSettings)destination, request.Context)), request.Context.Rehearsal?.Address)
            .CountAsync(consignments, cancellationToken);

    public ImmutableArray<InstallStep> Install(InstallableConsignment consignment) => ReleaseInstall.Of(consignment);

    public PlannedConsignment WithInstall(DestinationSettings destination, PlannedConsignment consignment, string install) =>
        ((GitHubSettings)destination).TellsInstall ? ReleaseInstall.InNotes(consignment, install) : consignment;

    /// <summary>The id of the consignment that makes a tag's release.</summary>
    internal static string ReleaseId(GitHubSettings settings, string tag) => $"{settings.Id}/{tag}";

    private static ImmutableArray<PlannedConsignment> PlanRolling(GitHubSettings settings, DestinationContext context, string tag)
    {
        // What comes after a later release is no step forward.
        ImmutableArray<ComponentDelivery> components = [.. context.Components.Where(component => component.Standing.IsPreRelease || component.Standing.IsLatest)];
        if (components.IsEmpty)
            return [];
        var planned = Plan(settings, context, tag, components);
        return
        [
            planned with
            {
                Artifacts = [.. planned.Artifacts, .. components.Select(c => c.Component.Tag).Distinct().SelectMany(release => Besides(context, release))],
                Points = [.. RollingPublisher.PointsOf(tag)],
                Options = planned.Options.Add(ConsignmentForm.Option, ConsignmentForm.Rolling),
            },
        ];
    }

    private static IEnumerable<string> Besides(DestinationContext context, string tag) =>
        [.. context.Contexts.GetValueOrDefault(tag, []), .. context.Checksums.TryGetValue(tag, out var checksums) ? [checksums] : Array.Empty<string>()];

    private static PlannedConsignment Plan(GitHubSettings settings, DestinationContext context, string tag, ImmutableArray<ComponentDelivery> components)
    {
        var files = components.SelectMany(component => component.Artifacts)
            .Where(artifact => artifact.Kind is not (ArtifactKind.Image or ArtifactKind.OciArtifact))
            .Select(artifact => artifact.Name);
        return new PlannedConsignment
        {
            Id = ReleaseId(settings, tag),
            Destination = settings.Id,
            Kind = GitHubSection.Kind,
            Address = (settings.Repository ?? RepositorySlug.OfProject(context.Project, settings)).Text,
            Version = components[0].Version.Text,
            Components = [.. components.Select(component => component.Component.Id)],
            Artifacts = [.. files, .. Besides(context, tag)],
            Points = settings.StaysDraft ? [] : [ReleasePublisher.Published],
            // Where the tag is made by itself, the release comes with it.
            Needs = context.TagConsignments.TryGetValue(tag, out var made) ? [made] : [],
            HasOpen = true,
            CarriesWaybill = true,
            Options = ReleaseOptions.Plan(settings, context, tag, components).ToOptions(),
        };
    }

    // A public release can be looked at without a token, and a missing one is told where it is needed.
    private static HttpCredential.Bearer? Reading(GitHubSettings settings, PublisherContext context) =>
        context.Rehearsal is not null || context.Secrets.IsPresent(settings.Token) ? new HttpCredential.Bearer(context.SecretOf(settings.Token)) : null;
}
