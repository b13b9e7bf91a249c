using System.CommandLine;
using Drayage.Cli.Projects;
using Drayage.Cli.Rendering;
using Drayage.Cli.Runs;
using Drayage.Model;
using Drayage.Pipeline.Layout;

namespace Drayage.Cli.Commands;

/// <summary><c>drayage build</c></summary>
internal static class BuildCommand
{
    public static Command Create(Composition composition)
    {
        var directory = SharedOptions.Directory();
        var json = SharedOptions.Json();
        var only = SharedOptions.Only();
        var jobs = SharedOptions.Jobs();
        var command = new Command("build", "Build and pack every component into dist/. Nothing is sent.") { directory, json, only, jobs };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var loader = new ProjectLoader(composition);
            var project = await loader.OpenAsync(SharedOptions.Resolve(composition, parsed.GetValue(directory)), cancellationToken);
            var plan = await loader.PlanAsync(project, new PlanChoices(Tag: null, SharedOptions.ParseComponents(parsed.GetValue(only)!), IgnoreTags: true), cancellationToken);
            var layout = new WorkLayout(project.Root);
            var packages = await new BuildRun(composition, project, layout, parsed.GetValue(jobs)).RunAsync(plan, cancellationToken);
            ArtifactTable.Write(composition.Terminal, packages.Artifacts, parsed.GetValue(json));
            return (int)ExitCode.Done;
        });
        return command;
    }
}
