using System.CommandLine;
using Drayage.Cli.Projects;
using Drayage.Cli.Rendering.Status;
using Drayage.Cli.Runs;
using Drayage.Model;
using Drayage.Pipeline.Journaling.Timelines;
using Drayage.Pipeline.Layout;

namespace Drayage.Cli.Commands;

/// <summary><c>drayage status</c></summary>
internal static class StatusCommand
{
    public static Command Create(Composition composition)
    {
        var directory = SharedOptions.Directory();
        var json = SharedOptions.Json();
        var timeline = new Option<bool>("--timeline") { Description = "Tell by consignment who did what when, and how long it took." };
        var journal = SharedOptions.Journal();
        var command = new Command("status", "Replay the journal: what is delivered, what is not, and why.") { directory, json, timeline, journal };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var git = await new ProjectLoader(composition).OpenGitAsync(SharedOptions.Resolve(composition, parsed.GetValue(directory)), cancellationToken);
            var layout = new WorkLayout(git.Root);
            var waybill = await SealedRelease.LoadAsync(layout, cancellationToken);
            var database = JournalChoice.Of(composition, parsed.GetValue(journal)) ?? (await new ProjectLoader(composition).ReadSettingsAsync(git, cancellationToken)).Journal;
            var journals = composition.Journals(layout, database);
            var times = parsed.GetValue(timeline) ? new TimelineBuilder() : null;
            var state = await journals.ReadAsync(waybill.Digest, times is null ? null : times.Add, cancellationToken);
            var status = StatusDocument.Of(waybill, state) with { Holder = await journals.HolderAsync(waybill.Digest, cancellationToken) };
            var told = times?.Build();
            if (parsed.GetValue(json))
                composition.Terminal.Output.WriteLine((status with { Timeline = told is null ? null : TimelineDocument.Of(told) }).Write());
            else
                StatusTable.Write(composition.Terminal, status, told);
            return (int)(status.Complete ? ExitCode.Done : ExitCode.Partial);
        });
        return command;
    }
}
