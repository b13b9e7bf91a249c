using System.CommandLine;
using Drayage.Cli.Projects;
using Drayage.Cli.Rendering;
using Drayage.Cli.Runs;
using Drayage.Model;
using Drayage.Pipeline.Journaling;
using Drayage.Pipeline.Layout;

namespace Drayage.Cli.Commands;

/// <summary><c>drayage status</c></summary>
internal static class StatusCommand
{
    public static Command Create(Composition composition)
    {
        var directory = SharedOptions.Directory();
        var json = SharedOptions.Json();
        var timeline = new Option<bool>("--timeline") { Description = "Show every record of the journal." };
        var command = new Command("status", "Replay the journal: what is delivered, what is not, and why.") { directory, json, timeline };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var git = await new ProjectLoader(composition).OpenGitAsync(SharedOptions.Resolve(composition, parsed.GetValue(directory)), cancellationToken);
            var layout = new WorkLayout(git.Root);
            var waybill = await SealedRelease.LoadAsync(layout, cancellationToken);
            var records = new List<JournalRecord>();
            var state = await composition.Journals(layout).ReadAsync(waybill.Digest, records.Add, cancellationToken);
            var status = StatusDocument.Of(waybill, state);
            if (parsed.GetValue(json))
                composition.Terminal.Output.WriteLine(status.Write());
            else
                StatusTable.Write(composition.Terminal, status, parsed.GetValue(timeline) ? records : []);
            return (int)(status.Complete ? ExitCode.Done : ExitCode.Partial);
        });
        return command;
    }
}
