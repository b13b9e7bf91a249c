using System.CommandLine;
using Drayage.Cli.Projects;
using Drayage.Model;

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
            var plan = await loader.PlanAsync(project, new PlanChoices(Tag: null, [], IgnoreTags: true), cancellationToken);
            composition.Terminal.Output.WriteLine($"drayage.yaml is valid: {Counted.Of(plan.Components.Length, "component")}, {Counted.Of(plan.Artifacts.Length, "artifact")}, "
                + $"{Counted.Of(plan.Consignments.Length, "consignment")} to {Counted.Of(project.Settings.Destinations.Length, "destination")}");
            return (int)ExitCode.Done;
        });
        return new Command("check", "Checks before a release.") { config };
    }
}
