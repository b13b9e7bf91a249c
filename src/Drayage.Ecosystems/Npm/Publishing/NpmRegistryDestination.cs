using System.Collections.Immutable;
using Drayage.Ecosystems.Npm.Publishing.Configuration;
using Drayage.Model;
using Drayage.Model.Artifacts;
using Drayage.Model.Components;
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

namespace Drayage.Ecosystems.Npm.Publishing;

/// <summary>npm registries. Takes the tarballs of npm components, those that others depend on first.</summary>
public sealed class NpmRegistryDestination : IDestinationKind, ICountingKind
{
    internal const string RegistryOption = "registry";
    internal const string PackageOption = "package";
    internal const string UsualOption = "usual";
    internal const string AccessOption = "access";
    internal const string ProvenanceOption = "provenance";

    public string Kind => NpmRegistrySection.Kind;

    public SettingsSection Section => NpmRegistrySection.Section;

    public DestinationSettings Read(SectionReader reader, string id) => NpmRegistrySection.Read(reader, id);

    /// <summary>Takes addresses that the file does not state from npm's own configuration, and asks npm only where no file has them.</summary>
    public async Task<DestinationSettings> CompleteAsync(DestinationSettings destination, ClientSurroundings client, CancellationToken cancellationToken)
    {
        var settings = (NpmRegistrySettings)destination;
        if (settings.Registry is not null)
            return settings;
        var configured = await NpmConfiguration.ReadAsync(client, settings.Npmrc, cancellationToken);
        var (registry, unknown) = configured.Registry is { } stated ? (stated, null) : await NpmDefaults.RegistryAsync(client, cancellationToken);
        return settings with { Registry = registry, IsUsual = configured.Registry is null, Scopes = configured.Scopes, Unknown = unknown };
    }

    /// <summary>One consignment a component that delivers a tarball: <c>destination/package</c>.</summary>
    public ImmutableArray<PlannedConsignment> Plan(DestinationSettings destination, DestinationContext context)
    {
        var settings = (NpmRegistrySettings)destination;
        var delivered = context.Components.Where(component => TarballOf(component) is not null).ToImmutableArray();
        var ids = delivered.ToDictionary(component => component.Component.Id, component => IdOf(settings, component));
        return [.. delivered.Select(component => Plan(settings, component, TarballOf(component)!, ids))];
    }

    /// <summary>A job has no login of its user's, so that without a token it shows its identity.</summary>
    public DeliveryNeeds NeedsOf(DestinationSettings destination, ProjectSettings project)
    {
        var settings = (NpmRegistrySettings)destination;
        return settings.Token is { } token
            ? DeliveryNeeds.Of(token)
            : DeliveryNeeds.None with { Identity = new JobIdentity(NpmCredentials.IdentityVariable, settings.Registry is { } registry && !settings.IsUsual ? $"npm:{registry.Host}" : null) };
    }

    public IPublisher CreatePublisher(DestinationSettings destination, PublisherContext context) =>
        new NpmRegistryPublisher(context, new NpmCredentials((NpmRegistrySettings)destination, context));

    public IArtifactSource CreateSource(DestinationSettings destination, PublisherContext context) =>
        new PackumentReader(context, new NpmCredentials((NpmRegistrySettings)destination, context));

    public Task<DownloadFigures> CountAsync(
        DestinationSettings destination, ImmutableArray<Consignment> consignments, CountingRequest request, CancellationToken cancellationToken) =>
        new PackageDownloads(new CountingService(request.Context.Http)).CountAsync(consignments, request, cancellationToken);

    public DestinationSettings SettingsOf(Consignment consignment, SecretResolver secrets) => NpmRegistrySection.Of(consignment, secrets);

    public IPublisher CreateReader(PublisherContext context) => new NpmRegistryPublisher(context, credentials: null);

    /// <summary>By npm, which is told the registry where it is not the one that it knows.</summary>
    public ImmutableArray<InstallStep> Install(InstallableConsignment consignment)
    {
        var (package, registry) = (consignment.Options[PackageOption], consignment.Options[RegistryOption]);
        var install = $"npm install {package}@{consignment.Version}";
        if (consignment.Options.ContainsKey(UsualOption))
            return [InstallStep.Of("npm package", install)];
        return
        [
            PackageName.ScopeOf(package) is { } scope
                ? InstallStep.Of($"npm package from {consignment.Destination}", $"npm config set {scope}:registry {registry}", install)
                : InstallStep.Of($"npm package from {consignment.Destination}", $"{install} --registry {registry}"),
        ];
    }

    private static PlannedConsignment Plan(
        NpmRegistrySettings settings, ComponentDelivery component, string tarball, Dictionary<ComponentId, string> ids)
    {
        var package = component.Component.Package;
        var registry = RegistryOf(settings, component);
        var options = ImmutableSortedDictionary<string, string>.Empty.Add(RegistryOption, registry.AbsoluteUri).Add(PackageOption, package);
        if (settings.IsUsual && registry == settings.Registry)
            options = options.Add(UsualOption, "true");
        if (settings.Access is { } access)
            options = options.Add(AccessOption, access);
        if (settings.Provenance is { } provenance)
            options = options.Add(ProvenanceOption, ProvenancePath.Of(provenance, component, tarball, settings.ProvenanceAt));
        return new PlannedConsignment
        {
            Id = IdOf(settings, component),
            Destination = settings.Id,
            Kind = NpmRegistrySection.Kind,
            Address = registry.AbsoluteUri + package,
            Version = component.Component.NativeVersion,
            Components = [component.Component.Id],
            Artifacts = [tarball],
            Points = [DistTagOf(settings, component)],
            Needs = [.. component.Follows.Where(ids.ContainsKey).Select(id => ids[id]).Order(StringComparer.Ordinal)],
            Options = options,
        };
    }

    private static Uri RegistryOf(NpmRegistrySettings settings, ComponentDelivery component)
    {
        var package = component.Component.Package;
        var ofScope = PackageName.ScopeOf(package) is { } scope ? settings.Scopes.GetValueOrDefault(scope) : null;
        var registry = ofScope ?? settings.Registry ?? throw new ReleaseException(
            ExitCode.Usage,
            $"destination {settings.Id}: nobody says which registry {package} goes to",
            $"{settings.At}: there is no 'registry', and {settings.Unknown ?? "npm was not asked"}",
            $"write registry: into destination {settings.Id}, or registry= into {settings.Npmrc}");
        // The address stands in the waybill and in how packages are installed, which everybody reads.
        return registry.UserInfo.Length == 0 ? registry : throw new ReleaseException(
            ExitCode.Usage,
            $"destination {settings.Id}: the address of the registry that {package} goes to holds a user or a password",
            $"npm's configuration has it so for {RedactedUri.Render(registry)}, and a release tells its addresses to everybody",
            $"take it out of the address and write //{registry.Authority}{registry.AbsolutePath}:_auth= with USER:PASSWORD in base64, or _authToken=");
    }

    private static string DistTagOf(NpmRegistrySettings settings, ComponentDelivery component) =>
        component.Standing is { IsPreRelease: true, LeadsChannel: true } && settings.PreReleaseTag is { } tag ? tag : component.Standing.DistTag;

    private static string IdOf(NpmRegistrySettings settings, ComponentDelivery component) => $"{settings.Id}/{component.Component.Package}";

    private static string? TarballOf(ComponentDelivery component) =>
        component.Artifacts.FirstOrDefault(artifact => artifact.Kind == ArtifactKind.NpmTarball)?.Name;
}
