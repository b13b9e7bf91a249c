using System.CommandLine;
using Drayage.Cli.Projects;
using Drayage.Cli.Rehearsal;
using Drayage.Cli.Rendering;
using Drayage.Cli.Rendering.Status;
using Drayage.Cli.Runs;
using Drayage.Cli.Runs.Delivery;
using Drayage.Cli.Runs.Released;
using Drayage.Cli.Runs.Sealing;
using Drayage.Model;
using Drayage.Pipeline.Journaling;
using Drayage.Pipeline.Journaling.Timelines;
using Drayage.Pipeline.Layout;
using Drayage.Sealing.Waybills;

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
        var released = new ReleasedOptions();
        released.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var found = released.IsGiven(parsed)
                ? await ReleasedAsync(composition, released, parsed, parsed.GetValue(journal), cancellationToken)
                : await OwnAsync(composition, parsed.GetValue(directory), parsed.GetValue(journal), cancellationToken);
            var (waybill, journals) = (found.Waybill, found.Journals);
            var times = parsed.GetValue(timeline) ? new TimelineBuilder() : null;
            var state = await journals.ReadAsync(waybill.Digest, times is null ? null : times.Add, cancellationToken);
            var status = StatusDocument.Of(waybill, state, found.Scope?.Invoke(state)) with { Holder = await journals.HolderAsync(waybill.Digest, cancellationToken) };
            var told = times?.Build();
            if (parsed.GetValue(json))
                composition.Terminal.Output.WriteLine((status with { Timeline = told is null ? null : TimelineDocument.Of(told) }).Write());
            else
                StatusTable.Write(composition.Terminal, status, told, found.Scope?.Invoke(state).Resume);
            return (int)(status.Complete ? ExitCode.Done : ExitCode.Partial);
        });
        return command;
    }

    private static async Task<FoundRelease> OwnAsync(Composition composition, string? directory, string? journal, CancellationToken cancellationToken)
    {
        var git = await new ProjectLoader(composition).OpenGitAsync(SharedOptions.Resolve(composition, directory), cancellationToken);
        var layout = new WorkLayout(git.Root);
        var waybill = await SealedRelease.LoadAsync(layout, cancellationToken);
        var database = JournalChoice.Of(composition, journal) ?? (await new ProjectLoader(composition).ReadSettingsAsync(git, cancellationToken)).Journal;
        return new FoundRelease(waybill, composition.Journals(layout, database), Scope: null);
    }

    private static async Task<FoundRelease> ReleasedAsync(
        Composition composition, ReleasedOptions released, ParseResult parsed, string? journal, CancellationToken cancellationToken)
    {
        var request = await released.RequestAsync(composition, parsed, Selection.ByDefault, journal, cancellationToken);
        var (release, journals) = await new ReleasedRun(composition, RehearsalSites.Served(composition.Environment)).FindAsync(request with { GoesOn = true }, cancellationToken);
        return new FoundRelease(release.Waybill, journals, state => new ReportScope(
            [.. release.Waybill.Waybill.Consignments.Where(c => release.Chosen.Contains(c) || state.HasBegun(c.Id))], released.Again("resume", parsed)));
    }

    /// <param name="Scope">What of it concerns a machine without its sources; null where they are.</param>
    private sealed record FoundRelease(SealedWaybill Waybill, IJournalStore Journals, Func<JournalState, ReportScope>? Scope);
}
