using Drayage.Cli.Projects;
using Drayage.Model;

namespace Drayage.Cli.Checking;

/// <summary><c>drayage.yaml</c> agrees with itself and the repository, and no tag stands in the way.</summary>
internal sealed class ConfigurationCheck(Composition composition) : ICheck
{
    public string Name => "configuration";

    public async Task<CheckOutcome> RunAsync(CheckSubject subject, CancellationToken cancellationToken)
    {
        if (subject.Refusal is { } refusal)
            throw refusal;
        var project = subject.Project;
        var loader = new ProjectLoader(composition);
        // Mistakes hide in components that are released already, too.
        var plan = await loader.PlanAsync(project, PlanChoices.All, cancellationToken);
        return new CheckOutcome.Good($"{Counted.Of(plan.Components.Length, "component")}, {Counted.Of(plan.Consignments.Length, "consignment")} to {Counted.Of(project.Settings.Destinations.Length, "destination")}");
    }
}
