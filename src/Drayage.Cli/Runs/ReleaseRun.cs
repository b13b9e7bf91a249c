using System.Collections.Immutable;
using Drayage.Cli.Projects;
using Drayage.Model;
using Drayage.Model.Delivery;
using Drayage.Model.Planning;
using Drayage.Pipeline.Journaling;
using Drayage.Pipeline.Layout;
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
    /// <exception cref="ReleaseException">A destination is known to refuse.</exception>
    public async Task PreflightAsync(Plan plan, CancellationToken cancellationToken)
    {
        var context = composition.PublisherContext(rehearsal);
        var publishers = project.Settings.Destinations.ToDictionary(d => d.Id, d => composition.Destinations[d.Kind].CreatePublisher(d, context));
        var asked = await Task.WhenAll(plan.Consignments.Select(c => AskAsync(publishers[c.Destination], c, cancellationToken)));
        foreach (var (consignment, finding) in asked.SelectMany(a => a.Report.Findings.Select(f => (a.Consignment, f))))
            composition.Terminal.Error.WriteLine($"preflight  {consignment.Id}: {finding}");
        var refused = asked.Where(a => !a.Report.IsReady).ToArray();
        if (refused.Length > 0)
        {
            throw new ReleaseException(
                ExitCode.Refused,
                $"{string.Join(", ", refused.Select(r => r.Consignment.Destination).Distinct())} would refuse this release; nothing was built or sent",
                string.Join('\n', refused.SelectMany(r => r.Report.Findings.Select(f => $"{r.Consignment.Id}: {f}"))),
                "mend this and run the command again");
        }
    }

    public async Task<SealedWaybill> SealAsync(Plan plan, SigningKey key, int? jobs, CancellationToken cancellationToken)
    {
        var packages = await new BuildRun(composition, project, layout, jobs).RunAsync(plan, cancellationToken);
        return await SealedRelease.SealAsync(layout, WaybillComposer.Compose(plan, packages), key, cancellationToken);
    }

    public Task<DeliveryResult> DeliverAsync(SealedWaybill waybill, VerificationKey key, CancellationToken cancellationToken) =>
        new DeliveryRun(composition, project.Settings, layout, journals, rehearsal).RunAsync(waybill, key, cancellationToken);

    private static async Task<(PlannedConsignment Consignment, PreflightReport Report)> AskAsync(
        IPublisher publisher, PlannedConsignment planned, CancellationToken cancellationToken)
    {
        var asked = new Consignment
        {
            Id = planned.Id,
            Destination = planned.Destination,
            Kind = planned.Kind,
            Address = planned.Address,
            Version = planned.Version,
            Effects = [],
            Options = planned.Options,
        };
        try
        {
            return (planned, await publisher.PreflightAsync(asked, cancellationToken));
        }
        catch (DeliveryException failed)
        {
            return (planned, new PreflightReport(IsReady: false, Lines(failed.Message, failed.Because, failed.Hint)));
        }
        catch (ReleaseException failed)
        {
            return (planned, new PreflightReport(IsReady: false, Lines(failed.Message, failed.Because, failed.Hint)));
        }
    }

    private static ImmutableArray<string> Lines(params ReadOnlySpan<string?> texts)
    {
        var lines = ImmutableArray.CreateBuilder<string>();
        foreach (var text in texts)
        {
            if (!string.IsNullOrEmpty(text))
                lines.Add(text);
        }

        return lines.ToImmutable();
    }
}
