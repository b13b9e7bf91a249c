using System.Collections.Immutable;
using System.Globalization;
using Drayage.Ecosystems.GitHub.Interface;
using Drayage.Model;
using Drayage.Model.Artifacts;
using Drayage.Model.Delivery;
using Drayage.Model.Planning;
using Drayage.Pipeline.Configuration;
using Drayage.Pipeline.Configuration.Reading;
using Drayage.Pipeline.Installing;
using Drayage.Pipeline.Publishing;
using Drayage.Pipeline.Publishing.Jobs;
using Drayage.Platform.Http;
using Drayage.Platform.Secrets;

namespace Drayage.Ecosystems.GitHub.Charts;

/// <summary>
/// A chart repository of the classic kind, as chart-releaser keeps it: an <c>index.yaml</c> on a branch that GitHub Pages serves, whose
/// charts are files of GitHub releases.
/// </summary>
public sealed class ChartIndexDestination : IDestinationKind
{
    public string Kind => ChartIndexSection.Kind;

    public SettingsSection Section => ChartIndexSection.Section;

    public DestinationSettings Read(SectionReader reader, string id) => ChartIndexSection.Read(reader, id);

    /// <summary>One consignment a chart, after the release that carries it: <c>destination/chart</c>.</summary>
    public ImmutableArray<PlannedConsignment> Plan(DestinationSettings destination, DestinationContext context)
    {
        var settings = (ChartIndexSettings)destination;
        return
        [
            .. from component in context.Components
               let chart = component.Artifacts.FirstOrDefault(artifact => artifact.Kind == ArtifactKind.Chart)
               where chart is not null
               select Plan(settings, context, component, chart),
        ];
    }

    public DestinationSettings SettingsOf(Consignment consignment, SecretResolver secrets) => ChartIndexSection.Of(consignment, secrets);

    public DeliveryNeeds NeedsOf(DestinationSettings destination, ProjectSettings project)
    {
        var settings = (ChartIndexSettings)destination;
        return WorkflowToken.Needs(settings, settings.Token, settings.Repository?.Text, project, "contents");
    }

    public IPublisher CreatePublisher(DestinationSettings destination, PublisherContext context)
    {
        var settings = (ChartIndexSettings)destination;
        var credential = new HttpCredential.Bearer(context.SecretOf(settings.Token));
        var reading = context.Rehearsal is not null || context.Secrets.IsPresent(settings.Token) ? credential : null;
        // One file is changed by all: who comes second would find that it was changed.
        return new ChartIndexPublisher(
            new GitHubClient(context.Http, credential, reading), new DeliveryLimits { Concurrent = 1 }, context.Rehearsal?.Address);
    }

    public IPublisher CreateReader(PublisherContext context) =>
        new ChartIndexPublisher(new GitHubClient(context.Http, writing: null, reading: null), DeliveryLimits.None, context.Rehearsal?.Address);

    public ImmutableArray<InstallStep> Install(InstallableConsignment consignment)
    {
        var options = ChartIndexOptions.Of(consignment.Options);
        var name = consignment.Address[(consignment.Address.IndexOf('/', StringComparison.Ordinal) + 1)..];
        return [InstallStep.Of($"Helm chart from {options.Site.Host}", $"helm repo add {name} {options.Site}", $"helm install {options.Chart} {name}/{options.Chart} --version {consignment.Version}")];
    }

    private static PlannedConsignment Plan(ChartIndexSettings settings, DestinationContext context, ComponentDelivery component, PlannedArtifact chart)
    {
        var releases = ReleasesOf(settings, context.Project, component);
        var repository = settings.Repository ?? RepositorySlug.OfProject(context.Project, settings);
        return new PlannedConsignment
        {
            Id = $"{settings.Id}/{component.Component.Package}",
            Destination = settings.Id,
            Kind = ChartIndexSection.Kind,
            Address = repository.Text,
            Version = component.Component.NativeVersion,
            Components = [component.Component.Id],
            Artifacts = [chart.Name],
            Points = [],
            Needs = [GitHubDestination.ReleaseId(releases, component.Component.Tag)],
            Options = new ChartIndexOptions
            {
                Api = releases.Api,
                Branch = settings.Branch,
                Path = settings.Path,
                Site = settings.Site ?? RepositorySite.PagesOf(releases.Api, repository.Text, settings.Path) ?? throw NoSite(settings, releases.Api),
                Chart = component.Component.Package,
                Releases = (releases.Repository ?? RepositorySlug.OfProject(context.Project, releases)).Text,
                Tag = component.Component.Tag,
                Created = DateTimeOffset.FromUnixTimeSeconds(context.Source.CommitTime).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
            }.ToOptions(),
        };
    }

    /// <summary>The destination whose releases carry the component's chart.</summary>
    private static GitHubSettings ReleasesOf(ChartIndexSettings settings, ProjectSettings project, ComponentDelivery component)
    {
        var candidates = project.Destinations.OfType<GitHubSettings>().Where(github => settings.Releases is null || github.Id == settings.Releases).ToArray();
        if (candidates is not [var releases])
        {
            throw new ReleaseException(
                ExitCode.Usage,
                $"destination {settings.Id} has no releases to take charts from",
                $"{settings.At}: {(settings.Releases is { } named ? $"'{named}' is no destination of kind github" : $"there are {candidates.Length} destinations of kind github")}",
                "name one: releases: ID");
        }

        if (releases.RollingTag is not null || releases.StaysDraft)
            throw Unfit(settings, $"{releases.Id} keeps {(releases.StaysDraft ? "drafts, whose files nobody can fetch" : "one rolling release, whose files are replaced")}");
        return component.Settings.To.Contains(releases.Id)
            ? releases
            : throw Unfit(settings, $"component {component.Component.Id} does not go to {releases.Id}, so its chart would be nowhere");
    }

    private static ReleaseException Unfit(ChartIndexSettings settings, string because) =>
        new(ExitCode.Usage, $"destination {settings.Id} cannot list a chart", $"{settings.At}: {because}", "release the chart through a destination of kind github as well, and name it with 'releases'");

    private static ReleaseException NoSite(ChartIndexSettings settings, Uri api) => new(
        ExitCode.Usage, $"destination {settings.Id} has no site", $"{settings.At}: where {api.Host} serves pages is not known", "write where the index is served: site: https://…/");
}
