using System.CommandLine;
using System.Text.Json;
using Drayage.Cli.Projects;
using Drayage.Cli.Rendering;
using Drayage.Cli.Runs.Changes;
using Drayage.Model;
using Drayage.Pipeline.Affected;

namespace Drayage.Cli.Commands;

/// <summary><c>drayage affected</c></summary>
internal static class AffectedCommand
{
    public static Command Create(Composition composition)
    {
        var directory = SharedOptions.Directory();
        var json = SharedOptions.Json();
        var since = new Option<string>("--base") { Description = "The commit to compare with: a branch, tag or object name.", Required = true };
        var outputs = new Option<bool>("--outputs") { Description = "Print components and filters as NAME=JSON lines, for $GITHUB_OUTPUT." };
        var strict = new Option<bool>("--strict") { Description = "End with 1 where a changed file belongs to no component and no filter." };
        var command = new Command("affected", "Name the components and filters that changes affect, and the changed files that belong to none.") { directory, json, since, outputs, strict };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var project = await new ProjectLoader(composition).OpenAsync(SharedOptions.Resolve(composition, parsed.GetValue(directory)), cancellationToken);
            var affected = await AffectedRun.OfAsync(composition, project, parsed.GetValue(since)!, cancellationToken);
            var document = AffectedDocument.Of(affected);
            if (parsed.GetValue(json))
                composition.Terminal.Output.WriteLine(JsonSerializer.Serialize(document, ReportJson.Readable.AffectedDocument));
            else if (parsed.GetValue(outputs))
                document.WriteOutputs(composition.Terminal);
            else
                Write(composition.Terminal, affected);
            return (int)(parsed.GetValue(strict) && !affected.Uncovered.IsEmpty ? ExitCode.Refused : ExitCode.Done);
        });
        return command;
    }

    private static void Write(Terminal terminal, AffectedParts affected)
    {
        terminal.Output.WriteLine($"components: {(affected.Components.IsEmpty ? "none" : string.Join(", ", affected.Components))}");
        terminal.Output.WriteLine($"filters: {(affected.Filters.IsEmpty ? "none" : string.Join(", ", affected.Filters))}");
        if (affected.Uncovered.IsEmpty)
            return;
        terminal.Output.WriteLine("changed, and of no component and no filter:");
        foreach (var path in affected.Uncovered)
            terminal.Output.WriteLine($"  {path}");
    }
}
