using System.CommandLine;
using Drayage.Cli.Projects;
using Drayage.Cli.Rendering;
using Drayage.Model;
using Drayage.Model.Planning;

namespace Drayage.Cli.Commands;

/// <summary><c>drayage plan</c></summary>
internal static class PlanCommand
{
    public static Command Create(Composition composition)
    {
        var directory = SharedOptions.Directory();
        var json = SharedOptions.Json();
        var only = SharedOptions.Only();
        var tag = SharedOptions.Tag();
        var all = new Option<bool>("--all") { Description = "Plan every component, whatever tags exist: what build does." };
        var command = new Command("plan", "Show the whole graph of a release before anything runs.") { directory, json, only, tag, all };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var loader = new ProjectLoader(composition);
            var project = await loader.OpenAsync(SharedOptions.Resolve(composition, parsed.GetValue(directory)), cancellationToken);
            var choices = new PlanChoices(parsed.GetValue(tag), SharedOptions.ParseComponents(parsed.GetValue(only)!), parsed.GetValue(all));
            var plan = await loader.PlanAsync(project, choices, cancellationToken);
            if (parsed.GetValue(json))
                composition.Terminal.Output.WriteLine(PlanDocument.Write(plan));
            else
                PlanTree.Write(composition.Terminal, plan);
            return (int)(plan.Components.Any(c => c.State is ComponentState.TakenByOtherCommit) ? ExitCode.Refused : ExitCode.Done);
        });
        return command;
    }
}
