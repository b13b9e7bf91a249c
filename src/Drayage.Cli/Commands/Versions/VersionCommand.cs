using System.CommandLine;
using Drayage.Cli.Rendering;
using Drayage.Cli.Rendering.Versions;
using Drayage.Cli.Runs.Versioning;
using Drayage.Model;
using Drayage.Pipeline.Versioning;

namespace Drayage.Cli.Commands.Versions;

/// <summary><c>drayage version</c>: what it is, where it stands, and how it becomes another one.</summary>
internal static class VersionCommand
{
    public static Command Create(Composition composition)
    {
        var command = Show(composition, "version", "Show the project's versions and every place where they stand, compare them, and edit them.");
        command.Add(Show(composition, "show", "Show the versions and every place where they stand."));
        command.Add(Check(composition));
        command.Add(VersionProposals.Next(composition));
        command.Add(VersionEditCommands.Bump(composition));
        command.Add(VersionEditCommands.Set(composition));
        command.Add(VersionEditCommands.Stamp(composition));
        return command;
    }

    private static Command Show(Composition composition, string name, string description)
    {
        var directory = SharedOptions.Directory();
        var json = SharedOptions.Json();
        var only = Only();
        var command = new Command(name, description) { directory, json, only };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var run = await VersionRun.OpenAsync(composition, SharedOptions.Resolve(composition, parsed.GetValue(directory)), cancellationToken);
            var lines = run.AllOr(SharedOptions.ParseComponents(parsed.GetValue(only)!));
            if (parsed.GetValue(json))
                composition.Terminal.Output.WriteLine(VersionDocument.Write(run.Survey, lines));
            else
                VersionTable.Write(composition.Terminal, run.Survey, lines);
            return (int)ExitCode.Done;
        });
        return command;
    }

    private static Command Check(Composition composition)
    {
        var directory = SharedOptions.Directory();
        var json = SharedOptions.Json();
        var only = Only();
        var command = new Command("check", "Name every place that disagrees with the version of its component, and every locator that matches nothing.") { directory, json, only };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var run = await VersionRun.OpenAsync(composition, SharedOptions.Resolve(composition, parsed.GetValue(directory)), cancellationToken);
            var chosen = SharedOptions.ParseComponents(parsed.GetValue(only)!);
            var lines = run.Survey.Lines.Where(line => chosen.IsEmpty || line.Members.Any(member => chosen.Contains(member.Id))).ToArray();
            var problems = VersionCheck.Of(run.Survey, lines);
            if (parsed.GetValue(json))
                composition.Terminal.Output.WriteLine(VersionDocument.Write(run.Survey, lines, problems));
            else
                VersionTable.WriteCheck(composition.Terminal, lines, problems);
            foreach (var problem in problems)
                ErrorMessage.Write(composition.Terminal, problem.ToException(ExitCode.Refused));
            return (int)(problems.IsEmpty ? ExitCode.Done : ExitCode.Refused);
        });
        return command;
    }

    internal static Option<string[]> Only() => new("--only")
    {
        Description = "The version of this component, with all that share it; may be repeated.",
        DefaultValueFactory = _ => [],
    };
}
