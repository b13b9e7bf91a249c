using System.Collections.Immutable;
using Drayage.Cli.Rendering;
using Drayage.Model;
using Drayage.Model.Waybills;
using Drayage.Oci.Distribution;
using Drayage.Pipeline.Announcing;
using Drayage.Pipeline.Configuration;
using Drayage.Pipeline.Delivery;
using Drayage.Pipeline.Journaling;
using Drayage.Pipeline.Layout;
using Drayage.Pipeline.Publishing;
using Drayage.Pipeline.Sealing;
using Drayage.Platform.Http;
using Drayage.Sealing.Keys;
using Drayage.Sealing.Waybills;

namespace Drayage.Cli.Runs;

/// <summary>Sealed waybill → receipts: delivers what is not yet delivered.</summary>
internal sealed class DeliveryRun(
    Composition composition, ProjectSettings settings, WorkLayout layout, IJournalStore journals, RehearsalSite? rehearsal)
{
    public async Task<DeliveryResult> RunAsync(SealedWaybill sealedWaybill, VerificationKey key, CancellationToken cancellationToken)
    {
        await using var opened = await journals.OpenAsync(sealedWaybill.Digest, cancellationToken);
        var journal = composition.WithKillPoints(opened);
        var publishers = Publishers(sealedWaybill, opened.Lease);
        var content = new ReleaseContent(sealedWaybill, key, layout)
        {
            Events = new EventComposer(sealedWaybill, publishers, () => journal.State, composition.Redactor),
        };
        var engine = new DeliveryEngine(publishers, journal, content, new DeliveryProgress(composition.Terminal), composition.Patience, composition.Clock);
        var outcomes = await opened.HoldingAsync(held => DeliverAsync(engine, sealedWaybill.Waybill, journal, held), cancellationToken);
        var anything = journal.State.Effects.Values.Any(status => status is EffectStatus.Delivered);
        return new DeliveryResult(outcomes, journal.State, new DeliveryReport(outcomes).ExitCode(anything));
    }

    private static async Task<ImmutableArray<ConsignmentOutcome>> DeliverAsync(
        DeliveryEngine engine, Waybill waybill, IJournal journal, CancellationToken cancellationToken)
    {
        var outcomes = await engine.RunAsync(waybill.Consignments, cancellationToken);
        // How consignments ended is told once they have, and journaled like the rest.
        var told = await engine.RunAsync(OutcomeAnnouncements.Of(waybill, journal.State), cancellationToken);
        return [.. outcomes, .. told];
    }

    private ImmutableDictionary<string, IPublisher> Publishers(SealedWaybill sealedWaybill, ISendGate? gate)
    {
        var context = composition.PublisherContext(rehearsal, gate) with
        {
            Uploads = rehearsal is null ? new UploadNotes(layout.Uploads) : null,
            // A rehearsal writes nothing outside its own directory.
            Files = rehearsal is null ? layout.Root : Path.Combine(layout.Dist, "files"),
        };
        var used = sealedWaybill.Waybill.Consignments.Select(c => c.Destination).ToHashSet(StringComparer.Ordinal);
        var missing = used.Except(settings.Destinations.Select(d => d.Id)).Order(StringComparer.Ordinal).ToArray();
        if (missing.Length > 0)
        {
            throw new ReleaseException(
                ExitCode.Usage,
                $"the waybill names destinations that {ConfigurationFile.Name} does not have",
                string.Join(", ", missing),
                "restore them in drayage.yaml: credentials are found through it");
        }

        return settings.Destinations
            .Where(d => used.Contains(d.Id))
            .ToImmutableDictionary(d => d.Id, d => composition.Destinations[d.Kind].CreatePublisher(d, context));
    }
}

/// <summary>What a delivery came to.</summary>
internal sealed record DeliveryResult(ImmutableArray<ConsignmentOutcome> Outcomes, JournalState State, ExitCode ExitCode)
{
    /// <summary>The faults that it went through; null without any.</summary>
    public FaultsDocument? Survived { get; init; }
}
