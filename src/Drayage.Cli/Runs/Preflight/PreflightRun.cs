using System.Collections.Immutable;
using Drayage.Cli.Projects;
using Drayage.Model;
using Drayage.Model.Planning;
using Drayage.Pipeline.Delivery;
using Drayage.Pipeline.Publishing;
using Drayage.Pipeline.Publishing.Preflight;

namespace Drayage.Cli.Runs.Preflight;

/// <summary>Plan → what is known of its destinations. Sends nothing.</summary>
internal sealed class PreflightRun(Composition composition, OpenedProject project, RehearsalSite? rehearsal)
{
    // Requests that a consignment takes besides those for its files, and for each file: looking, sending, reading back.
    private const int RequestsOfConsignment = 20;
    private const int RequestsOfFile = 4;

    public async Task<PreflightOutcome> RunAsync(Plan plan, CancellationToken cancellationToken)
    {
        var context = composition.PublisherContext(rehearsal) with { Client = composition.Client(project.Root) };
        var publishers = project.Settings.Destinations.ToDictionary(d => d.Id, d => composition.Destinations[d.Kind].CreatePublisher(d, context));
        var asked = await Task.WhenAll(plan.Consignments.Select(c => AskAsync(publishers[c.Destination], c, cancellationToken)));
        var requests = plan.Consignments.Sum(c => RequestsOfConsignment + (RequestsOfFile * (c.Artifacts.Length + c.Points.Length)));
        return new PreflightOutcome([.. asked], composition.Hosts.Findings(requests, composition.Clock.GetUtcNow()));
    }

    private static async Task<AskedConsignment> AskAsync(IPublisher publisher, PlannedConsignment planned, CancellationToken cancellationToken)
    {
        try
        {
            var consignment = UnsealedConsignment.Of(planned);
            return new(planned, await DeliveryGuard.RunAsync(consignment, () => publisher.PreflightAsync(consignment, cancellationToken), cancellationToken));
        }
        catch (DeliveryException failed)
        {
            // A secret that cannot be read is the one thing that stops a publisher before it asks.
            var subject = failed.InnerException is ReleaseException ? PreflightSubject.Credential : PreflightSubject.Reach;
            return Refused(planned, subject, failed.Message, failed.Because, failed.Hint);
        }
    }

    private static AskedConsignment Refused(PlannedConsignment planned, PreflightSubject subject, params ReadOnlySpan<string?> lines)
    {
        var findings = ImmutableArray.CreateBuilder<PreflightFinding>();
        foreach (var line in lines)
        {
            if (!string.IsNullOrEmpty(line))
                findings.Add(PreflightFinding.Refused(subject, line));
        }

        return new(planned, new PreflightReport(findings.ToImmutable()));
    }
}
