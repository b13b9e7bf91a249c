using System.CommandLine;
using Drayage.Cli.Faults;
using Drayage.Cli.Projects;
using Drayage.Cli.Rehearsal;
using Drayage.Cli.Rendering;

namespace Drayage.Cli.Commands;

/// <summary><c>drayage rehearse</c></summary>
internal static class RehearseCommand
{
    public static Command Create(Composition composition)
    {
        var directory = SharedOptions.Directory();
        var json = SharedOptions.Json();
        var only = SharedOptions.Only();
        var jobs = SharedOptions.Jobs();
        var keep = new Option<bool>("--keep") { Description = "Leave the registries running until interrupted." };
        var faults = SharedOptions.Faults("After the release is sealed, let things go wrong; then let them end, resume, and tell what was survived.");
        var command = new Command("rehearse", "Release into embedded registries with the production publishers, then fetch everything back with real clients.") { directory, json, only, jobs, keep, faults };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            // What was written wrongly is told before anything takes time.
            var choices = new RehearsalChoices
            {
                Only = SharedOptions.ParseComponents(parsed.GetValue(only)!),
                Jobs = parsed.GetValue(jobs),
                Keep = parsed.GetValue(keep),
                Json = parsed.GetValue(json),
                Faults = parsed.GetValue(faults) is { } text ? FaultChoice.Parse(text, composition.Environment.CurrentDirectory) : null,
            };
            var project = await new ProjectLoader(composition).OpenAsync(SharedOptions.Resolve(composition, parsed.GetValue(directory)), cancellationToken);
            if (project.Source.IsDirty)
                ErrorMessage.Warning(composition.Terminal, $"the work tree differs from commit {project.Source.Commit[..12]}; a real release would be refused");
            return (int)await new RehearsalRun(composition, project, choices).RunAsync(cancellationToken);
        });
        return command;
    }
}
