using System.Collections.Immutable;
using Drayage.Ecosystems.DotNet.Publishing.Configuration;
using Drayage.Ecosystems.DotNet.Publishing.Feeds;
using Drayage.Model.Artifacts;
using Drayage.Model.Delivery;
using Drayage.Model.Detection;
using Drayage.Model.Planning;
using Drayage.Pipeline.Configuration;
using Drayage.Pipeline.Configuration.Reading;
using Drayage.Pipeline.Installing;
using Drayage.Pipeline.Publishing;
using Drayage.Pipeline.Publishing.Jobs;
using Drayage.Pipeline.Statistics;
using Drayage.Platform.Secrets;

namespace Drayage.Ecosystems.DotNet.Publishing;

/// <summary>NuGet feeds: the public gallery and whatever else speaks the V3 API. Takes packages and symbol packages.</summary>
public sealed class NuGetDestination : IDestinationKind, ICountingKind
{
    private const string SourceOption = "source";
    private const string ToolOption = "tool";

    public string Kind => NuGetSection.Kind;

    public SettingsSection Section => NuGetSection.Section;

    public DestinationSettings Read(SectionReader reader, string id) => NuGetSection.Read(reader, id);

    public async Task<DestinationSettings> CompleteAsync(DestinationSettings destination, ClientSurroundings client, CancellationToken cancellationToken)
    {
        var settings = (NuGetSettings)destination;
        return settings with { Source = (await PushSource.OfAsync(settings, client, cancellationToken)).AbsoluteUri };
    }

    /// <summary>
    /// One consignment a component that delivers a package, <c>destination/package</c>, and one for its symbols, which go to a place of
    /// their own and only after the package: <c>destination/package/symbols</c>.
    /// </summary>
    public ImmutableArray<PlannedConsignment> Plan(DestinationSettings destination, DestinationContext context)
    {
        var settings = (NuGetSettings)destination;
        var packages = context.Components.Select(component => (component.Component.Id, Plan: PlanPackage(settings, component))).ToDictionary(pair => pair.Id, pair => pair.Plan);
        return
        [
            .. context.Components.SelectMany(component => packages[component.Component.Id] is not { } package
                ? []
                : new[]
                {
                    package with { Needs = [.. component.Follows.Select(packages.GetValueOrDefault).OfType<PlannedConsignment>().Select(needed => needed.Id)] },
                    settings.Symbols ? PlanSymbols(package, component) : null,
                }).OfType<PlannedConsignment>(),
        ];
    }

    public DestinationSettings SettingsOf(Consignment consignment, SecretResolver secrets) => NuGetSection.Of(consignment, secrets);

    public DeliveryNeeds NeedsOf(DestinationSettings destination, ProjectSettings project)
    {
        var settings = (NuGetSettings)destination;
        var secrets = DeliveryNeeds.Of(settings.ApiKey, settings.Password);
        return settings is { ApiKey: null, TrustedPublisher: not null }
            ? secrets with { Identity = new JobIdentity(NuGetCredentials.IdentityVariable, null) }
            : secrets;
    }

    public IPublisher CreatePublisher(DestinationSettings destination, PublisherContext context)
    {
        var credentials = new NuGetCredentials((NuGetSettings)destination, context);
        return new NuGetPublisher(new NuGetFeed(context.Http, credentials, context.Rehearsal?.Address), credentials, context.Http);
    }

    public IPublisher CreateReader(PublisherContext context) => CreatePublisher(Reader, context);

    public IArtifactSource CreateSource(DestinationSettings destination, PublisherContext context) =>
        new NuGetFeed(context.Http, new NuGetCredentials((NuGetSettings)destination, context), context.Rehearsal?.Address);

    public Task<DownloadFigures> CountAsync(
        DestinationSettings destination, ImmutableArray<Consignment> consignments, CountingRequest request, CancellationToken cancellationToken)
    {
        var context = request.Context;
        var feed = new NuGetFeed(context.Http, new NuGetCredentials((NuGetSettings)destination, context), context.Rehearsal?.Address);
        return FeedDownloads.CountAsync(feed, consignments, cancellationToken);
    }

    /// <summary>By dotnet, which is told the source where it is not the one that it knows.</summary>
    public ImmutableArray<InstallStep> Install(InstallableConsignment consignment)
    {
        if (consignment.Options.ContainsKey(PackageName.SymbolsOption))
            return [];
        var (package, source) = ($"{consignment.Options[PackageName.Option]} --version {consignment.Version}", consignment.Options.GetValueOrDefault(SourceOption));
        var (heading, command) = consignment.Options.ContainsKey(ToolOption)
            ? (".NET tool", $"dotnet tool install --global {package}{(source is null ? "" : $" --add-source {source}")}")
            : (".NET package", $"dotnet add package {package}{(source is null ? "" : $" --source {source}")}");
        return [InstallStep.Of($"{heading} from {(source is null ? "NuGet" : consignment.Destination)}", command)];
    }

    // A stranger has no key; a login that the machine's own configuration has for the feed is the stranger's own.
    private static NuGetSettings Reader { get; } = new() { Id = NuGetSection.Kind, Kind = NuGetSection.Kind, At = Model.SourceLocation.Nowhere };

    private static PlannedConsignment? PlanPackage(NuGetSettings settings, ComponentDelivery component)
    {
        var artifacts = ArtifactsOf(component, areSymbols: false);
        return artifacts.IsEmpty ? null : new PlannedConsignment
        {
            Id = $"{settings.Id}/{component.Component.Package}",
            Destination = settings.Id,
            Kind = NuGetSection.Kind,
            Address = settings.Source!,
            Version = component.Component.NativeVersion,
            Components = [component.Component.Id],
            Artifacts = artifacts,
            Points = [],
            Options = OptionsOf(settings, component),
        };
    }

    private static PlannedConsignment? PlanSymbols(PlannedConsignment package, ComponentDelivery component)
    {
        var artifacts = ArtifactsOf(component, areSymbols: true);
        return artifacts.IsEmpty ? null : package with
        {
            Id = $"{package.Id}/symbols",
            Artifacts = artifacts,
            Needs = [package.Id],
            Options = package.Options.SetItem(PackageName.SymbolsOption, "true"),
        };
    }

    private static ImmutableArray<string> ArtifactsOf(ComponentDelivery component, bool areSymbols) =>
        [.. component.Artifacts.Where(artifact => artifact.Kind == ArtifactKind.NuGetPackage && PackageName.IsSymbols(artifact.Name) == areSymbols).Select(artifact => artifact.Name)];

    private static ImmutableSortedDictionary<string, string> OptionsOf(NuGetSettings settings, ComponentDelivery component)
    {
        var options = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        options[PackageName.Option] = component.Component.Package;
        if (settings.IsNamed)
            options[SourceOption] = settings.Source!;
        if (component.Package?.Products.Any(product => product.Kind == ProductKind.DotNetTool) is true)
            options[ToolOption] = "true";
        return options.ToImmutable();
    }
}
