using System.Collections.Immutable;
using Drayage.Cli.Projects;
using Drayage.Cli.Rendering;
using Drayage.Cli.Runs.Delivery;
using Drayage.Cli.Runs.Preflight;
using Drayage.Cli.Runs.Sealing;
using Drayage.Model;
using Drayage.Model.Delivery;
using Drayage.Model.Planning;
using Drayage.Pipeline.Delivery;
using Drayage.Pipeline.Journaling;
using Drayage.Pipeline.Layout;
using Drayage.Pipeline.Packing;
using Drayage.Pipeline.Publishing;
using Drayage.Pipeline.Sealing;
using Drayage.Sealing.Keys;
using Drayage.Sealing.Waybills;

namespace Drayage.Cli.Runs;

/// <summary>A release from plan to receipts; a rehearsal is the same with other addresses.</summary>
internal sealed class ReleaseRun(
    Composition composition, OpenedProject project, WorkLayout layout, IJournalStore journals, RehearsalSite? rehearsal)
{
    /// <summary>Asks every destination before anything is built.</summary>
    /// <param name="plan">With the consignments that are to be sent.</param>
    /// <exception cref="ReleaseException">A destination is known to refuse.</exception>
    public async Task PreflightAsync(Plan plan, CancellationToken cancellationToken)
    {
        var outcome = await new PreflightRun(composition, project, rehearsal).RunAsync(plan, cancellationToken);
        PreflightTable.WriteLines(composition.Terminal, outcome);
        outcome.RefuseUnready();
    }

    public Task BuildAsync(Plan plan, BuildChoices build, CancellationToken cancellationToken) =>
        new BuildRun(composition, project, layout, build).BuildAsync(plan, cancellationToken);

    public Task<Packages> PackAsync(Plan plan, BuildChoices build, CancellationToken cancellationToken) =>
        new BuildRun(composition, project, layout, build).RunAsync(plan, cancellationToken);

    /// <param name="key">Waited for when everything is packed.</param>
    public async Task<SealedWaybill> SealAsync(Plan plan, Task<SigningKey> key, BuildChoices build, CancellationToken cancellationToken)
    {
        var packages = await PackAsync(plan, build, cancellationToken);
        return await SealedRelease.SealAsync(layout, WaybillComposer.Compose(plan, packages), await key, cancellationToken);
    }

    /// <summary>Everything, of both phases.</summary>
    public Task<DeliveryResult> DeliverAsync(SealedWaybill waybill, VerificationKey key, CancellationToken cancellationToken) =>
        DeliverAsync(waybill, key, waybill.Waybill.Consignments, DeliveryEnd.Points, cancellationToken);

    public Task<DeliveryResult> DeliverAsync(
        SealedWaybill waybill, VerificationKey key, ImmutableArray<Consignment> chosen, DeliveryEnd end, CancellationToken cancellationToken) =>
        new DeliveryRun(composition, project.Settings.Destinations, layout, journals, rehearsal).RunAsync(
            new DeliveryRequest { Waybill = waybill, Key = key, Choose = _ => chosen, End = end }, cancellationToken);
}
