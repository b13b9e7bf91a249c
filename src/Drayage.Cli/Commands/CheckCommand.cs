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
            composition.Terminal.Output.WriteLine(
                $"drayage.yaml is valid: {plan.Components.Length} components, {plan.Artifacts.Length} artifacts, {plan.Consignments.Length} consignments to {project.Settings.Destinations.Length} destinations");
            return (int)ExitCode.Done;
        });
        return new Command("check", "Checks before a release.") { config };
    }
}
