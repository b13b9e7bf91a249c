using System.Collections.Immutable;
using Drayage.Cli.Runs.Delivery;
using Drayage.Model;
using Drayage.Model.Artifacts;
using Drayage.Model.Delivery;
using Drayage.Pipeline.Configuration;
using Drayage.Pipeline.Journaling;
using Drayage.Pipeline.Layout;
using Drayage.Pipeline.Publishing;
using Drayage.Platform.Storage;
using Drayage.Sealing.Keys;
using Drayage.Sealing.Waybills;

namespace Drayage.Cli.Runs.Released;

/// <summary>
/// Phase 2: delivers consignments of a release from the bytes that phase 1 released, on a machine that has neither sources nor
/// toolchains. Running it again goes on where it stopped, and sends nothing twice.
/// </summary>
internal sealed class ReleasedRun(Composition composition, RehearsalSite? rehearsal)
{
    /// <summary>Fetches, assembles, delivers.</summary>
    /// <exception cref="ReleaseException">The release must not be trusted, or is not what its waybill states; nothing was sent.</exception>
    public async Task<ReleasedResult> RunAsync(ReleasedRequest request, CancellationToken cancellationToken)
    {
        var release = await OpenAsync(request, cancellationToken);
        await ChosenConsignments.AddAsync(release.Layout, release.Chosen, cancellationToken);
        var destinations = DestinationsOf(release, request.Destinations);
        var preparation = new ReleasedPreparation(composition, release, destinations, rehearsal);
        var run = new DeliveryRun(composition, destinations, release.Layout, composition.Journals(release.Layout, request.Journal), rehearsal);
        var delivery = await run.RunAsync(
            new DeliveryRequest
            {
                Waybill = release.Waybill,
                Key = request.Key,
                Choose = _ => release.Chosen,
                IsFromRelease = true,
                Prepare = preparation.RunAsync,
            },
            cancellationToken);
        return new ReleasedResult(release, delivery);
    }

    /// <summary>The release, and the journals that say what runs of the same request have come to.</summary>
    public async Task<(OpenedRelease Release, IJournalStore Journals)> FindAsync(ReleasedRequest request, CancellationToken cancellationToken)
    {
        var release = await OpenAsync(request, cancellationToken);
        return (release, composition.Journals(release.Layout, request.Journal));
    }

    private async Task<OpenedRelease> OpenAsync(ReleasedRequest request, CancellationToken cancellationToken)
    {
        var waybill = await new ReleasedWaybills(composition, rehearsal).FindAsync(request.Location, request.Key, request.Digest, request.Destinations, cancellationToken);
        var images = waybill.Waybill.Artifacts.Where(a => a.Kind is ArtifactKind.Image or ArtifactKind.OciArtifact).Select(a => a.Name.Text).ToHashSet(StringComparer.Ordinal);
        var layout = new WorkLayout(request.State, Path.Combine(request.State, "releases", waybill.Digest.Short), request.State);
        layout.Create();
        var earlier = request is { GoesOn: true, Selection.IsEmpty: true } ? await ChosenConsignments.ReadAsync(layout, cancellationToken) : [];
        var chosen = request.Selection.Of(waybill.Waybill, c => earlier.IsEmpty ? c.Phase == 2 : earlier.Contains(c.Id));
        if (request.ImagesOnly)
            chosen = [.. chosen.Where(c => c.Effects.OfType<Effect.Put>().Any(put => images.Contains(put.Name)))];
        await AtomicFile.WriteAsync(layout.Waybill, waybill.Bytes, cancellationToken);
        return new OpenedRelease(waybill, request.Key, chosen, layout);
    }

    /// <summary>Of everything chosen, and of what it needs and is fetched from.</summary>
    private ImmutableArray<DestinationSettings> DestinationsOf(OpenedRelease release, ImmutableArray<DestinationSettings> configured)
    {
        var needs = release.Chosen.SelectMany(c => c.Needs).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. release.Waybill.Waybill.Consignments
                .Where(c => release.Chosen.Contains(c) || needs.Contains(c.Id) || (c.Phase == 1 && c.Announcement is null))
                .DistinctBy(c => c.Destination)
                .Select(c => configured.FirstOrDefault(d => d.Id == c.Destination) is { } known ? Fitting(known, c) : Restored(c)),
        ];
    }

    private DestinationSettings Restored(Consignment consignment)
    {
        if (!composition.Destinations.TryGetValue(consignment.Kind, out var kind))
        {
            throw new ReleaseException(
                ExitCode.Refused, $"the waybill has consignments of the kind {consignment.Kind}", $"{consignment.Id}: this version of drayage does not know it", "use a later version");
        }

        return kind.SettingsOf(consignment, composition.Secrets);
    }

    private static DestinationSettings Fitting(DestinationSettings settings, Consignment consignment) => settings.Kind == consignment.Kind
        ? settings
        : throw new ReleaseException(
            ExitCode.Usage,
            $"destination {settings.Id} is of another kind than the release's",
            $"{settings.At} says {settings.Kind}, the waybill {consignment.Kind}: its credentials would go elsewhere",
            "name the configuration that belongs to this release");
}

/// <summary>A release whose waybill holds.</summary>
/// <param name="Chosen">What is to be delivered.</param>
/// <param name="Layout">Where its files and its journal are kept.</param>
internal sealed record OpenedRelease(SealedWaybill Waybill, VerificationKey Key, ImmutableArray<Consignment> Chosen, WorkLayout Layout);

/// <summary>What came of a release here.</summary>
internal sealed record ReleasedResult(OpenedRelease Release, DeliveryResult Delivery);
