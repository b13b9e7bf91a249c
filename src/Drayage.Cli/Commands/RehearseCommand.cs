using System.CommandLine;
using System.Security.Cryptography;
using Drayage.Cli.Projects;
using Drayage.Cli.Rehearsal;
using Drayage.Cli.Rendering;
using Drayage.Cli.Runs;
using Drayage.Model;
using Drayage.Pipeline.Layout;
using Drayage.Pipeline.Publishing;
using Drayage.Platform.Secrets;
using Drayage.Sealing.Keys;

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
        var command = new Command("rehearse", "Release into embedded registries with the production publishers, then fetch everything back with real clients.") { directory, json, only, jobs, keep };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var project = await new ProjectLoader(composition).OpenAsync(SharedOptions.Resolve(composition, parsed.GetValue(directory)), cancellationToken);
            if (project.Source.IsDirty)
                ErrorMessage.Warning(composition.Terminal, $"the work tree differs from commit {project.Source.Commit[..12]}; a real release would be refused");
            var choices = new PlanChoices(Tag: null, SharedOptions.ParseComponents(parsed.GetValue(only)!), IgnoreTags: true);
            return (int)await RunAsync(composition, project, choices, parsed.GetValue(jobs), parsed.GetValue(keep), parsed.GetValue(json), cancellationToken);
        });
        return command;
    }

    private static async Task<ExitCode> RunAsync(
        Composition composition, OpenedProject project, PlanChoices choices, int? jobs, bool keep, bool json, CancellationToken cancellationToken)
    {
        var plan = await new ProjectLoader(composition).PlanAsync(project, choices, cancellationToken);
        // A rehearsal keeps apart from real releases: its own waybill, journal and registries, new each time.
        var layout = new WorkLayout(project.Root, Path.Combine(project.Root, "dist", "rehearsal"));
        if (Directory.Exists(layout.Dist))
            Directory.Delete(layout.Dist, recursive: true);
        layout.Create();
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        using var socket = new SocketPlace();
        await using var server = await ServeCommand.StartAsync(composition, Path.Combine(layout.Dist, "registries"), port: 0, socket.Path, token, configure: null, cancellationToken);
        var site = new RehearsalSite(server.Address, new Secret(token));
        composition.Terminal.Error.WriteLine($"embedded registries at {server.Address}");
        using var key = SigningKey.Generate();
        var run = new ReleaseRun(composition, project, layout, composition.Journals(layout), site);
        await run.PreflightAsync(plan, cancellationToken);
        var waybill = await run.SealAsync(plan, key, jobs, cancellationToken);
        var result = await run.DeliverAsync(waybill, key.PublicKey, cancellationToken);
        await ReleaseReport.WriteAsync(composition, layout, waybill, result, json, cancellationToken);
        var proofs = await new ClientProofs(composition, layout, site, socket.Path).RunAsync(waybill.Waybill, cancellationToken);
        await ProofReport.WriteAsync(composition.Terminal, layout, proofs, cancellationToken);
        if (keep)
            await KeepAsync(composition, server.Address, token, cancellationToken);
        return result.ExitCode != ExitCode.Done ? result.ExitCode : proofs.Any(p => p.Outcome is ProofOutcome.Failed) ? ExitCode.Refused : ExitCode.Done;
    }

    private static async Task KeepAsync(Composition composition, Uri address, string token, CancellationToken cancellationToken)
    {
        composition.Terminal.Output.WriteLine($"DRAYAGE_REHEARSAL_URL={address}");
        composition.Terminal.Output.WriteLine($"DRAYAGE_REHEARSAL_TOKEN={token}");
        composition.Terminal.Output.Flush();
        await ServeCommand.UntilInterruptedAsync(cancellationToken);
    }
}
