using System.Collections.Immutable;
using Drayage.Ecosystems.Cargo.Publishing.Configuration;
using Drayage.Ecosystems.Cargo.Publishing.Index;
using Drayage.Model;
using Drayage.Model.Artifacts;
using Drayage.Model.Components;
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

namespace Drayage.Ecosystems.Cargo.Publishing;

/// <summary>Crate registries: crates.io, and others with a sparse index. Takes crates.</summary>
public sealed class CratesDestination : IDestinationKind, ICountingKind
{
    public string Kind => CratesSection.Kind;

    public SettingsSection Section => CratesSection.Section;

    public DestinationSettings Read(SectionReader reader, string id) => CratesSection.Read(reader, id);

    /// <summary>Takes the address of a registry that only has a name from cargo's own configuration.</summary>
    public async Task<DestinationSettings> CompleteAsync(DestinationSettings destination, ClientSurroundings client, CancellationToken cancellationToken)
    {
        var settings = (CratesSettings)destination;
        if (settings.Index is not null)
            return settings;
        if (settings.Registry == CargoRegistry.CratesIo)
            return settings with { Index = CargoRegistry.CratesIoIndex };
        var configured = await new CargoConfiguration(client).IndexOfAsync(settings.Registry, cancellationToken)
            ?? throw Unknown(settings, $"there is no 'index', {CargoRegistry.Variable(settings.Registry, "INDEX")} is not set, and no config.toml of cargo has registries.{settings.Registry}.index");
        try
        {
            return settings with { Index = CargoRegistry.ParseIndex(configured) };
        }
        catch (FormatException malformed)
        {
            throw Unknown(settings, $"cargo's configuration: {malformed.Message}");
        }
    }

    /// <summary>One consignment a component that delivers a crate: <c>destination/crate</c>, after those of the crates that it depends on.</summary>
    public ImmutableArray<PlannedConsignment> Plan(DestinationSettings destination, DestinationContext context)
    {
        var settings = (CratesSettings)destination;
        foreach (var component in context.Components)
            CratePermission.Require(settings, component, CrateOf(component) is not null);
        var delivered = context.Components.Where(component => CrateOf(component) is not null).ToImmutableArray();
        var ids = delivered.ToDictionary(component => component.Component.Id, component => IdOf(settings, component));
        return [.. delivered.Select(component => Plan(settings, component, CrateOf(component)!, ids))];
    }

    /// <summary>By cargo, which knows crates.io by itself and every other registry by its configured name.</summary>
    public ImmutableArray<InstallStep> Install(InstallableConsignment consignment)
    {
        var (crate, registry) = (consignment.Options[CratesSite.CrateOption], consignment.Options[CratesSite.RegistryOption]);
        var isDefault = registry == CargoRegistry.CratesIo;
        var elsewhere = isDefault ? "" : $" --registry {registry} --config 'registries.{registry}.index=\"{consignment.Address}\"'";
        return
        [
            InstallStep.Of(
                $"Rust crate from {(isDefault ? "crates.io" : consignment.Destination)}",
                $"cargo {(consignment.Options.ContainsKey(CratesSite.ProgramsOption) ? "install --locked" : "add")} {crate}@{consignment.Version}{elsewhere}"),
        ];
    }

    /// <summary>A job has no login of its user's, so that without a token it shows its identity to crates.io, and other registries get the variable that cargo reads.</summary>
    public DeliveryNeeds NeedsOf(DestinationSettings destination, ProjectSettings project)
    {
        var settings = (CratesSettings)destination;
        if (settings.Token is { } token)
            return DeliveryNeeds.Of(token);
        return settings.TrustedPublishing || settings.Registry == CargoRegistry.CratesIo
            ? DeliveryNeeds.None with { Identity = new JobIdentity(CratesCredentials.IdentityVariable, settings.Registry == CargoRegistry.CratesIo ? "crates.io" : null) }
            : DeliveryNeeds.Of(new SecretReference.Variable(CargoConfiguration.TokenVariables(settings.Registry).First()));
    }

    public IPublisher CreatePublisher(DestinationSettings destination, PublisherContext context) =>
        new CratesPublisher(context, new CratesCredentials((CratesSettings)destination, context));

    public IArtifactSource CreateSource(DestinationSettings destination, PublisherContext context) =>
        new SparseIndex(context.Http, new CratesCredentials((CratesSettings)destination, context), context.Rehearsal?.Address);

    public Task<DownloadFigures> CountAsync(
        DestinationSettings destination, ImmutableArray<Consignment> consignments, CountingRequest request, CancellationToken cancellationToken)
    {
        var context = request.Context;
        var index = new SparseIndex(context.Http, new CratesCredentials((CratesSettings)destination, context), context.Rehearsal?.Address);
        return new CrateDownloads(new CountingService(context.Http), index).CountAsync(consignments, request, cancellationToken);
    }

    public DestinationSettings SettingsOf(Consignment consignment, SecretResolver secrets) => CratesSection.Of(consignment, secrets);

    public IPublisher CreateReader(PublisherContext context) => new CratesPublisher(context, credentials: null);

    private static PlannedConsignment Plan(CratesSettings settings, ComponentDelivery component, string crate, Dictionary<ComponentId, string> ids) => new()
    {
        Id = IdOf(settings, component),
        Destination = settings.Id,
        Kind = CratesSection.Kind,
        Address = CargoRegistry.Spell(settings.Index!),
        Version = component.Component.NativeVersion,
        Components = [component.Component.Id],
        Artifacts = [crate],
        Points = [],
        Needs = [.. component.Follows.Where(ids.ContainsKey).Select(id => ids[id]).Order(StringComparer.Ordinal)],
        Options = OptionsOf(settings, component),
    };

    private static ImmutableSortedDictionary<string, string> OptionsOf(CratesSettings settings, ComponentDelivery component)
    {
        var options = ImmutableSortedDictionary<string, string>.Empty
            .Add(CratesSite.CrateOption, component.Component.Package)
            .Add(CratesSite.RegistryOption, settings.Registry);
        var kinds = component.Package?.Products.Select(product => product.Kind).ToArray() ?? [];
        return kinds.Contains(ProductKind.Binary) && !kinds.Contains(ProductKind.Library) ? options.Add(CratesSite.ProgramsOption, "true") : options;
    }

    private static string IdOf(CratesSettings settings, ComponentDelivery component) => $"{settings.Id}/{component.Component.Package}";

    private static string? CrateOf(ComponentDelivery component) =>
        component.Artifacts.FirstOrDefault(artifact => artifact.Kind == ArtifactKind.Crate)?.Name;

    private static ReleaseException Unknown(CratesSettings settings, string because) => new(
        ExitCode.Usage,
        $"destination {settings.Id}: nobody says where registry {settings.Registry} is",
        $"{settings.At}: {because}",
        $"write index: sparse+https://…/ into destination {settings.Id}, or registries.{settings.Registry}.index into .cargo/config.toml");
}
