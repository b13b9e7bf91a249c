using Drayage.Cli.Projects;
using Drayage.Cli.Rehearsal;
using Drayage.Cli.Runs.Preflight;
using Drayage.Model;
using Drayage.Pipeline.Publishing.Preflight;

namespace Drayage.Cli.Checking;

/// <summary>Every destination would take the release, as far as can be asked.</summary>
internal sealed class DestinationsCheck(Composition composition) : ICheck
{
    public string Name => "destinations";

    public async Task<CheckOutcome> RunAsync(CheckSubject subject, CancellationToken cancellationToken)
    {
        var project = subject.Project;
        var plan = await new ProjectLoader(composition).PlanAsync(project, PlanChoices.Now, cancellationToken);
        if (plan.Consignments.IsEmpty)
            return new CheckOutcome.NotApplicable("a release now would send nothing (to see why: drayage plan)");
        var outcome = await new PreflightRun(composition, project, RehearsalSites.Served(composition.Environment)).RunAsync(plan, cancellationToken);
        var refused = outcome.Consignments.Where(asked => !asked.Report.IsReady).ToArray();
        return refused is [var first, ..]
            ? new CheckOutcome.Bad(
                $"{string.Join(", ", refused.Select(r => r.Consignment.Destination).Distinct())} would refuse: {first.Report.Findings.First(f => f.Verdict == PreflightVerdict.Refused).Text}",
                "see all of it: drayage preflight")
            : new CheckOutcome.Good($"{Counted.Of(outcome.Consignments.Length, "consignment")} would be taken");
    }
}
