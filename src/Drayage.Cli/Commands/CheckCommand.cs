using System.CommandLine;
using Drayage.Cli.Projects;
using Drayage.Model;
using Drayage.Model.Planning;

namespace Drayage.Cli.Commands;

/// <summary><c>drayage check config</c></summary>
internal static class CheckCommand
{
    public static Command Create(Composition composition)
    {
        var directory = SharedOptions.Directory();
        var config = new Command("config", "Check drayage.yaml against itself and against the repository.") { directory };
        config.SetAction(async (parsed, cancellationToken) =>
        {
            var loader = new ProjectLoader(composition);
            var project = await loader.OpenAsync(SharedOptions.Resolve(composition, parsed.GetValue(directory)), cancellationToken);
            // Mistakes hide in components that are released already, too: all are planned.
            var plan = await loader.PlanAsync(project, new PlanChoices(Tag: null, [], IgnoreTags: true), cancellationToken);
            var now = await loader.PlanAsync(project, new PlanChoices(Tag: null, [], IgnoreTags: false), cancellationToken);
            composition.Terminal.Output.WriteLine($"drayage.yaml is valid: {Counted.Of(plan.Components.Length, "component")}, {Counted.Of(plan.Artifacts.Length, "artifact")}, "
                + $"{Counted.Of(plan.Consignments.Length, "consignment")} to {Counted.Of(project.Settings.Destinations.Length, "destination")}{SentNow(plan, now)}");
            return (int)ExitCode.Done;
        });
        return new Command("check", "Checks before a release.") { config };
    }

    private static string SentNow(Plan all, Plan now) => now.Consignments.Length == all.Consignments.Length
        ? ""
        : $"; a release now would send {now.Consignments.Length} of them (to see why: drayage plan)";
}
