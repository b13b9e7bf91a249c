using System.Collections.Immutable;
using Drayage.Ecosystems.Python.Publishing.Trust;
using Drayage.Model;
using Drayage.Model.Artifacts;
using Drayage.Model.Delivery;
using Drayage.Model.Planning;
using Drayage.Pipeline.Configuration;
using Drayage.Pipeline.Configuration.Reading;
using Drayage.Pipeline.Installing;
using Drayage.Pipeline.Publishing;
using Drayage.Pipeline.Publishing.Jobs;
using Drayage.Pipeline.Statistics;
using Drayage.Platform.Secrets;

namespace Drayage.Ecosystems.Python.Publishing;

/// <summary>Python package indexes: PyPI, TestPyPI and whatever else takes uploads the same way. Takes wheels and source distributions.</summary>
public sealed class PythonIndexDestination : IDestinationKind, ICountingKind
{
    internal const string IndexOption = "index";
    internal const string PackageOption = "package";
    internal const string AttestationsOption = "attestations";

    public string Kind => PythonIndexSection.Kind;

    public SettingsSection Section => PythonIndexSection.Section;

    public DestinationSettings Read(SectionReader reader, string id) => PythonIndexSection.Read(reader, id);

    /// <summary>One consignment a component that delivers wheels or a source distribution: <c>destination/package</c>.</summary>
    public ImmutableArray<PlannedConsignment> Plan(DestinationSettings destination, DestinationContext context)
    {
        var settings = (PythonIndexSettings)destination;
        return [.. context.Components.Select(component => Plan(settings, component)).OfType<PlannedConsignment>()];
    }

    public DeliveryNeeds NeedsOf(DestinationSettings destination, ProjectSettings project)
    {
        var settings = (PythonIndexSettings)destination;
        if (settings.Secret is { } secret)
            return DeliveryNeeds.Of(secret);
        if (settings.NamesPypirc || settings.TrustedPublishing is false)
        {
            throw new ReleaseException(
                ExitCode.Refused,
                $"destination {settings.Id}: a runner has no login for {settings.Upload}",
                $"{settings.At}: it is to come from {(settings.NamesPypirc ? ".pypirc" : "the variables of twine and uv, or from .pypirc")}, and a job gets its secrets by name",
                "write token: env:NAME into the destination")
            { At = settings.At };
        }

        var audience = WellKnownIndex.ByUpload(settings.Upload)?.Name;
        return DeliveryNeeds.None with { Identity = new JobIdentity(TrustedUploads.IdentityVariable(audience ?? settings.Id), audience) };
    }

    public IPublisher CreatePublisher(DestinationSettings destination, PublisherContext context) =>
        new PythonIndexPublisher(context, new PythonIndexCredentials((PythonIndexSettings)destination, context));

    public IArtifactSource CreateSource(DestinationSettings destination, PublisherContext context) =>
        new IndexPages(context.Http, new PythonIndexCredentials((PythonIndexSettings)destination, context), context.Rehearsal?.Address);

    public Task<DownloadFigures> CountAsync(
        DestinationSettings destination, ImmutableArray<Consignment> consignments, CountingRequest request, CancellationToken cancellationToken) =>
        new ProjectDownloads(new CountingService(request.Context.Http)).CountAsync(consignments, request, cancellationToken);

    public DestinationSettings SettingsOf(Consignment consignment, SecretResolver secrets) => PythonIndexSection.Of(consignment, secrets);

    public IPublisher CreateReader(PublisherContext context) => new PythonIndexPublisher(context, credentials: null);

    /// <summary>By pip, which knows PyPI by itself and every other index by its address.</summary>
    public ImmutableArray<InstallStep> Install(InstallableConsignment consignment)
    {
        var known = WellKnownIndex.ByUpload(new Uri(consignment.Address));
        var index = known is { IsDefault: true } ? "" : $"--index-url {consignment.Options[IndexOption]} ";
        return [InstallStep.Of($"Python package from {known?.Title ?? consignment.Destination}", $"pip install {index}{consignment.Options[PackageOption]}=={consignment.Version}")];
    }

    private static PlannedConsignment? Plan(PythonIndexSettings settings, ComponentDelivery component)
    {
        // Wheels first: an installer that comes between takes what is there, and should not find only the sources.
        var artifacts = component.Artifacts
            .Where(artifact => artifact.Kind is ArtifactKind.Wheel or ArtifactKind.SourceDistribution)
            .OrderBy(artifact => artifact.Kind == ArtifactKind.Wheel ? 0 : 1)
            .Select(artifact => artifact.Name)
            .ToImmutableArray();
        if (artifacts.IsEmpty)
            return null;
        var package = component.Component.Package;
        var version = component.Component.NativeVersion;
        RefuseLocalVersion(settings, component, version);
        var options = ImmutableSortedDictionary<string, string>.Empty.Add(IndexOption, settings.Index.AbsoluteUri).Add(PackageOption, package);
        return new PlannedConsignment
        {
            Id = $"{settings.Id}/{package}",
            Destination = settings.Id,
            Kind = PythonIndexSection.Kind,
            Address = settings.Upload.AbsoluteUri,
            Version = version,
            Components = [component.Component.Id],
            Artifacts = artifacts,
            Points = [],
            Options = settings.Attestations is { } place ? options.Add(AttestationsOption, place) : options,
        };
    }

    private static void RefuseLocalVersion(PythonIndexSettings settings, ComponentDelivery component, string version)
    {
        if (version.Contains('+', StringComparison.Ordinal) && WellKnownIndex.ByUpload(settings.Upload) is { } known)
        {
            throw new ReleaseException(
                ExitCode.Refused,
                $"component {component.Component.Id}: version {version} cannot go to {settings.Id}",
                $"{settings.At}: {known.Name} takes no local versions (PEP 440, the part after '+')",
                $"release a version without build metadata, or take {settings.Id} out of the component's 'to'");
        }
    }
}
