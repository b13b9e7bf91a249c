using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Model.Artifacts;
using Drayage.Model.Delivery;
using Drayage.Model.Recipes;
using Drayage.Oci.Assembly;
using Drayage.Pipeline.Configuration;
using Drayage.Pipeline.Delivery;
using Drayage.Pipeline.Fetching;
using Drayage.Pipeline.Packing;
using Drayage.Pipeline.Publishing;
using Drayage.Platform.Storage;

namespace Drayage.Cli.Runs.Released;

/// <summary>
/// Fetches and assembles what consignments carry, before any of them is sent. Bytes that are not the released ones end the whole run;
/// what cannot be fetched for now fails its own consignment.
/// </summary>
internal sealed class ReleasedPreparation
{
    private readonly OpenedRelease release;
    private readonly ContentStore store;
    private readonly ArtifactFetcher fetcher;
    private readonly ReleasedImages images;

    public ReleasedPreparation(
        Composition composition, OpenedRelease release, ImmutableArray<DestinationSettings> destinations, RehearsalSite? rehearsal)
    {
        this.release = release;
        var layout = release.Layout;
        store = new ContentStore(layout.ObjectStore);
        var downloads = new ArtifactDownloads(layout.Downloads, store, composition.Patience, composition.Clock);
        fetcher = new ArtifactFetcher(release.Waybill.Waybill, SourcesOf(composition, destinations, rehearsal), store, downloads);
        images = new ReleasedImages(
            layout.Images,
            new RecipeContents(fetcher, store, Path.Combine(layout.Downloads, "extracted")),
            store,
            new LayerRecords(layout.LayerRecords, store),
            new BaseImages(layout.Root, composition.Http.NewClient(), composition.RegistryLogins, composition.Clock),
            Composition.Writer);
    }

    /// <returns>The outcomes of those that cannot be sent.</returns>
    public async Task<ImmutableArray<ConsignmentOutcome>> RunAsync(ImmutableArray<Consignment> consignments, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(release.Layout.Artifacts);
        var failed = ImmutableArray.CreateBuilder<ConsignmentOutcome>();
        foreach (var consignment in consignments)
        {
            if (await PrepareAsync(consignment, cancellationToken) is { } failure)
                failed.Add(failure);
        }

        return failed.ToImmutable();
    }

    private async Task<ConsignmentOutcome?> PrepareAsync(Consignment consignment, CancellationToken cancellationToken)
    {
        var artifacts = release.Waybill.Waybill.Artifacts.ToDictionary(a => a.Name.Text, StringComparer.Ordinal);
        // The waybill itself has no digest in it, and is here already.
        foreach (var put in consignment.Effects.OfType<Effect.Put>().Where(put => put.Digest is not null))
        {
            try
            {
                await PrepareAsync(consignment, artifacts.GetValueOrDefault(put.Name) ?? throw Unknown(consignment, put), cancellationToken);
            }
            catch (DeliveryException failure)
            {
                return new ConsignmentOutcome.Failed(consignment, put, failure);
            }
        }

        return null;
    }

    private async Task PrepareAsync(Consignment consignment, Artifact artifact, CancellationToken cancellationToken)
    {
        if (artifact.Kind is ArtifactKind.Image or ArtifactKind.OciArtifact)
        {
            await images.AssembleAsync(artifact, RecipeOf(consignment, artifact), cancellationToken);
            return;
        }

        await fetcher.FetchAsync(artifact.Name.Text, cancellationToken);
        await store.ExportAsync(artifact.Digest, Path.Combine(release.Layout.Artifacts, artifact.Name.Text), ContentSharing.HardLink, cancellationToken);
    }

    private Recipe RecipeOf(Consignment consignment, Artifact artifact) =>
        release.Waybill.Waybill.Recipes.FirstOrDefault(recipe => recipe.Artifact == artifact.Name.Text) ?? throw new ReleaseException(
            ExitCode.Refused,
            $"{consignment.Id} cannot be delivered from the release alone",
            $"the waybill has no recipe of {artifact.Name}: it is made of something that the release does not carry",
            $"deliver it where the sources are: drayage resume; for later releases set phase: 2 for {consignment.Destination}");

    private static ReleaseException Unknown(Consignment consignment, Effect.Put put) => new(
        ExitCode.Refused, "the waybill contradicts itself", $"{consignment.Id} puts {put.Name}, which is no artifact of it", "do not use it; tell the project");

    private static Dictionary<string, IArtifactSource> SourcesOf(
        Composition composition, ImmutableArray<DestinationSettings> destinations, RehearsalSite? rehearsal)
    {
        var context = composition.PublisherContext(rehearsal);
        return destinations
            .Select(d => (d.Id, Source: composition.Destinations[d.Kind].CreateSource(d, context)))
            .Where(d => d.Source is not null)
            .ToDictionary(d => d.Id, d => d.Source!, StringComparer.Ordinal);
    }
}
