using System.CommandLine;
using Drayage.Cli.Projects;
using Drayage.Cli.Rehearsal;
using Drayage.Cli.Rendering;
using Drayage.Cli.Runs;
using Drayage.Cli.Runs.Preflight;
using Drayage.Model;

namespace Drayage.Cli.Commands;

/// <summary><c>drayage preflight</c></summary>
internal static class PreflightCommand
{
    public static Command Create(Composition composition)
    {
        var directory = SharedOptions.Directory();
        var json = SharedOptions.Json();
        var only = SharedOptions.Only();
        var tag = SharedOptions.Tag();
        var command = new Command("preflight", "Ask every destination whether it would take a release; build and send nothing.") { directory, json, only, tag };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var loader = new ProjectLoader(composition);
            var project = await loader.OpenAsync(SharedOptions.Resolve(composition, parsed.GetValue(directory)), cancellationToken);
            var plan = await loader.PlanAsync(project, new PlanChoices(parsed.GetValue(tag), SharedOptions.ParseComponents(parsed.GetValue(only)!), IgnoreTags: false), cancellationToken);
            ReleaseRules.RefuseTaken(plan);
            var outcome = await new PreflightRun(composition, project, RehearsalSites.Served(composition.Environment)).RunAsync(plan, cancellationToken);
            if (parsed.GetValue(json))
                composition.Terminal.Output.WriteLine(PreflightDocument.Write(outcome));
            else
                PreflightTable.Write(composition.Terminal, outcome);
            return (int)(outcome.IsReady ? ExitCode.Done : ExitCode.Refused);
        });
        return command;
    }
}
