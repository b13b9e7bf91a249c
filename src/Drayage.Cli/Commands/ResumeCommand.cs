using System.CommandLine;
using Drayage.Cli.Projects;
using Drayage.Cli.Rehearsal;
using Drayage.Cli.Rendering;
using Drayage.Cli.Runs.Delivery;
using Drayage.Cli.Runs.Sealing;
using Drayage.Pipeline.Configuration;
using Drayage.Pipeline.Layout;
using Drayage.Sealing.Keys;

namespace Drayage.Cli.Commands;

/// <summary><c>drayage resume</c></summary>
internal static class ResumeCommand
{
    public static Command Create(Composition composition)
    {
        var directory = SharedOptions.Directory();
        var json = SharedOptions.Json();
        var journal = SharedOptions.Journal();
        var phases = SharedOptions.AllPhases();
        var selection = new SelectionOptions();
        var command = new Command("resume", "Go on with a sealed release: deliver what is not yet delivered.") { directory, json, phases, journal };
        selection.AddTo(command);
        var released = new ReleasedOptions();
        released.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (released.IsGiven(parsed))
            {
                var request = await released.RequestAsync(composition, parsed, selection.Of(parsed), parsed.GetValue(journal), cancellationToken);
                return await PublishCommand.RunAsync(composition, request with { GoesOn = true }, released.Again("resume", parsed), parsed.GetValue(json), cancellationToken);
            }

            var (layout, settings) = await OpenAsync(composition, parsed.GetValue(directory), cancellationToken);
            var waybill = await SealedRelease.LoadAsync(layout, cancellationToken);
            var key = await VerificationKey.LoadAsync(layout.PublicKey, cancellationToken);
            waybill.RequireSignature(layout.Waybill, key);
            var journals = composition.Journals(layout, JournalChoice.Of(composition, parsed.GetValue(journal), settings));
            var run = new DeliveryRun(composition, settings.Destinations, layout, journals, RehearsalSites.Served(composition.Environment));
            var chosen = selection.Of(parsed);
            var result = await run.RunAsync(
                new DeliveryRequest
                {
                    Waybill = waybill,
                    Key = key,
                    Choose = state => chosen.Of(waybill.Waybill, c => parsed.GetValue(phases) || c.Phase == 1 || state.HasBegun(c.Id)),
                },
                cancellationToken);
            await ReleaseReport.WriteAsync(composition, layout, waybill, result, parsed.GetValue(json), cancellationToken);
            return (int)result.ExitCode;
        });
        return command;
    }

    internal static async Task<(WorkLayout Layout, ProjectSettings Settings)> OpenAsync(Composition composition, string? directory, CancellationToken cancellationToken)
    {
        var git = await new ProjectLoader(composition).OpenGitAsync(SharedOptions.Resolve(composition, directory), cancellationToken);
        var settings = await new ProjectLoader(composition).ReadSettingsAsync(git, cancellationToken);
        return (new WorkLayout(git.Root), settings);
    }
}
