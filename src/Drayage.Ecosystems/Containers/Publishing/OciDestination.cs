using System.Collections.Immutable;
using Drayage.Ecosystems.Containers.Retention;
using Drayage.Ecosystems.Containers.Statistics;
using Drayage.Model;
using Drayage.Model.Artifacts;
using Drayage.Model.Delivery;
using Drayage.Model.Detection;
using Drayage.Model.Planning;
using Drayage.Oci.References;
using Drayage.Pipeline.Configuration;
using Drayage.Pipeline.Configuration.Reading;
using Drayage.Pipeline.Installing;
using Drayage.Pipeline.Publishing;
using Drayage.Pipeline.Publishing.Jobs;
using Drayage.Pipeline.Retention;
using Drayage.Pipeline.Statistics;
using Drayage.Platform.Secrets;

namespace Drayage.Ecosystems.Containers.Publishing;

/// <summary>OCI registries: Docker Hub, GHCR and any other that speaks the distribution specification.</summary>
public sealed class OciDestination : IDestinationKind, IRetainingKind, ICountingKind
{
    private const string GitHubRegistry = "ghcr.io";

    /// <summary>Where the index over a registry is served, in the lines that people copy.</summary>
    private const string IndexAddress = "127.0.0.1:8080";

    private static readonly Setting<string> Registry = Settings.Text("registry", "Host and namespace, such as ghcr.io/owner or docker.io/owner. Lower case.", required: true);
    private static readonly Setting<SecretReference> Username = Settings.Parsed("username", "Reference to the user name: env:NAME or file:PATH. Without it the logins of docker, podman and skopeo are used.", SecretReference.Parse);
    private static readonly Setting<SecretReference> Password = Settings.Parsed("password", "Reference to the password or token: env:NAME or file:PATH.", SecretReference.Parse);
    private static readonly Setting<string> Tag = Settings.Text("tag", "Template of an image's version tag here, such as \"{{ base }}{% if prerelease %}rc{{ pre_number }}{% endif %}\". Charts always have their version. Default: \"{{ oci_tag }}\".");
    private static readonly Setting<ImmutableArray<string>> Tags = Settings.Texts("tags", "Templates of further tags of images, which move to a later release where they come out alike, such as \"{{ day }}-{{ sha7 }}\".");
    private static readonly Setting<bool?> Floating = Settings.Flag("floating", "Whether the tags latest, MAJOR and MAJOR.MINOR follow the newest release. Default: true.");
    private static readonly Setting<bool?> Insecure = Settings.Flag("insecure", "Allow plain http for a registry that is not on this machine. Default: false.");

    private static readonly Setting<bool?> Waybill = Settings.Flag("waybill", "Whether the sealed waybill is attached to each image and chart, as an OCI 1.1 referrer. Registries that list no referrers show it as a tag sha256-HEX. Default: true.");

    private static readonly Setting<UploadLimit> Uploads = Settings.Parsed("uploads", "Layers that are sent to the registry at one time, from 1 to 64. Default: 16.", UploadLimit.Parse);

    // Publishers of several registries deliver the same images.
    private readonly SharedReadings readings = new();

    public string Kind => "oci";

    public SettingsSection Section { get; } = new("destination of kind oci", "A namespace of an OCI registry.", [Registry, Username, Password, Tag, Tags, Floating, Waybill, Uploads, Insecure]);

    public DestinationSettings Read(SectionReader reader, string id)
    {
        var registry = (reader.Get(Registry) ?? "").TrimEnd('/');
        if (registry.Length > 0 && !ImageReference.TryParse(registry + "/name", out _, out _))
        {
            var lower = registry.ToLowerInvariant();
            reader.Problems.Add(
                $"'{registry}' is no registry namespace",
                reader.LocationOf(Registry),
                lower == registry ? "write HOST/NAMESPACE, such as ghcr.io/owner" : $"names in registries are lower case: {lower}");
        }

        return new OciDestinationSettings
        {
            Id = id,
            Kind = Kind,
            At = reader.At,
            Registry = registry,
            Username = reader.Get(Username),
            Password = reader.Get(Password),
            Tag = reader.Get(Tag) is { } tag ? new VersionTemplate(tag, reader.LocationOf(Tag)) : null,
            Tags = reader.Get(Tags) is { IsDefault: false } tags ? [.. tags.Select(text => new VersionTemplate(text, reader.LocationOf(Tags)))] : [],
            Floating = reader.Get(Floating) ?? true,
            Waybill = reader.Get(Waybill) ?? true,
            Uploads = reader.Get(Uploads)?.Count ?? UploadLimit.Default,
            Insecure = reader.Get(Insecure) ?? false,
        };
    }

    public ImmutableArray<PlannedConsignment> Plan(DestinationSettings destination, DestinationContext context)
    {
        var settings = (OciDestinationSettings)destination;
        return
        [
            .. context.Components.SelectMany(component => component.Artifacts
                .Where(artifact => artifact.Kind is ArtifactKind.Image or ArtifactKind.OciArtifact)
                .Select(artifact => Plan(settings, context.Source, component, artifact))),
        ];
    }

    public DeliveryNeeds NeedsOf(DestinationSettings destination, ProjectSettings project)
    {
        var settings = (OciDestinationSettings)destination;
        var host = settings.Registry.Split('/')[0];
        var isGitHub = host == GitHubRegistry;
        var username = settings.Username ?? (isGitHub ? new SecretReference.Variable("GITHUB_ACTOR") : DestinationVariables.Of(settings.Id, "USERNAME"));
        var password = settings.Password ?? (isGitHub ? new SecretReference.Variable(WorkflowToken.Variable) : DestinationVariables.Of(settings.Id, "PASSWORD"));
        var needs = settings.Password is null
            ? DeliveryNeeds.None with { Login = new JobLogin(host, username, password) }
            : DeliveryNeeds.Of(settings.Username, password);
        return isGitHub && WorkflowToken.Is(password) ? needs with { Writes = DeliveryNeeds.None.Writes.Add("packages") } : needs;
    }

    public IPublisher CreatePublisher(DestinationSettings destination, PublisherContext context) =>
        new OciPublisher((OciDestinationSettings)destination, context, readings);

    /// <summary>The registry's own credentials by the destination's id, or the logins of the container tools.</summary>
    public DestinationSettings SettingsOf(Consignment consignment, SecretResolver secrets) => new OciDestinationSettings
    {
        Id = consignment.Destination,
        Kind = Kind,
        At = SourceLocation.Nowhere,
        Registry = consignment.Address,
        Username = secrets.Find(consignment.Destination, "USERNAME"),
        Password = secrets.Find(consignment.Destination, "PASSWORD"),
    };

    public IPublisher CreateReader(PublisherContext context) => new OciPublisher(Unsaid, context, readings);

    public IVersionStore OpenStore(DestinationSettings? destination, string address, PublisherContext context, IPackageVersions? packages, PruneNotes notes)
    {
        var publisher = new OciPublisher((OciDestinationSettings?)destination ?? Unsaid, context, readings);
        return new RepositoryStore(publisher.RepositoryAt(address), ImageReference.Parse(address), packages, notes);
    }

    public Task<DownloadFigures> CountAsync(
        DestinationSettings destination, ImmutableArray<Consignment> consignments, CountingRequest request, CancellationToken cancellationToken) =>
        new RepositoryPulls(new CountingService(request.Context.Http)).CountAsync(consignments, request, cancellationToken);

    /// <summary>Images by docker, whose commands podman takes too; charts by helm.</summary>
    public ImmutableArray<InstallStep> Install(InstallableConsignment consignment)
    {
        var host = consignment.Address.Split('/')[0];
        var name = consignment.Address[(consignment.Address.LastIndexOf('/') + 1)..];
        return
        [
            .. consignment.Artifacts.Where(artifact => artifact.Kind == ArtifactKind.Image)
                .Select(_ => InstallStep.Of($"Container image from {host}", $"docker pull {consignment.Address}:{consignment.Version}")),
            .. consignment.Components.Where(component => component.Ecosystem == EcosystemName.Helm)
                .Select(chart => InstallStep.Of($"Helm chart from {host}", $"helm install {name} oci://{consignment.Address} --version {chart.NativeVersion}")),
            .. consignment.Components.Where(component => component.Ecosystem == EcosystemName.Python)
                .Select(package => PythonPackage(consignment, name, package)),
        ];
    }

    /// <summary>One index serves all projects of a namespace whose repositories are named like them, and any other repository by itself.</summary>
    private static InstallStep PythonPackage(InstallableConsignment consignment, string repository, InstallableComponent package)
    {
        var parent = consignment.Address[..^(repository.Length + 1)];
        var isNamedAlike = consignment.Artifacts.Any(artifact => artifact.Name == $"{repository}-{package.NativeVersion}-oci") && parent.Contains('/', StringComparison.Ordinal);
        var place = isNamedAlike ? parent : consignment.Address;
        return InstallStep.Of(
            $"Python package from {place}",
            $"drayage python-index serve --from oci://{place} --listen {IndexAddress} &",
            $"pip install --index-url http://{IndexAddress}/simple/ {package.Package}=={package.NativeVersion}");
    }

    /// <summary>Nothing but what the container tools know.</summary>
    private OciDestinationSettings Unsaid => new() { Id = "", Kind = Kind, At = SourceLocation.Nowhere, Registry = "" };

    private static PlannedConsignment Plan(OciDestinationSettings settings, SourceRevision source, ComponentDelivery component, PlannedArtifact artifact)
    {
        var tag = ImageTags.Version(settings, source, component, artifact);
        // Charts are chosen by version alone: helm resolves ranges over the list of tags.
        ImmutableArray<string> others = artifact.Kind != ArtifactKind.Image
            ? []
            : [.. settings.Tags.Select(template => ImageTags.Render(template, source, component)), .. settings.Floating ? component.Standing.FloatingTags : []];
        return new PlannedConsignment
        {
            Id = $"{settings.Id}/{component.Component.Id}",
            Destination = settings.Id,
            Kind = "oci",
            Address = $"{settings.Registry}/{artifact.Repository}",
            Version = tag,
            Components = [component.Component.Id],
            Artifacts = [artifact.Name],
            Points = [tag, .. others.Distinct(StringComparer.Ordinal).Where(other => other != tag)],
            CarriesWaybill = settings.Waybill,
        };
    }
}
