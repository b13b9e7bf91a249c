using System.CommandLine;
using Drayage.Cli.Projects;
using Drayage.Cli.Rendering;
using Drayage.Cli.Runs;
using Drayage.Model;
using Drayage.Model.Planning;
using Drayage.Pipeline.Layout;

namespace Drayage.Cli.Commands;

/// <summary><c>drayage release</c></summary>
internal static class ReleaseCommand
{
    public static Command Create(Composition composition)
    {
        var directory = SharedOptions.Directory();
        var json = SharedOptions.Json();
        var only = SharedOptions.Only();
        var tag = SharedOptions.Tag();
        var key = SharedOptions.Key();
        var password = SharedOptions.KeyPassword();
        var dirty = SharedOptions.AllowDirty();
        var jobs = SharedOptions.Jobs();
        var dry = new Option<bool>("--dry-run") { Description = "Build, pack and seal as in a real release, and ask every destination; send nothing." };
        var command = new Command("release", "Build, pack, seal, deliver and verify a release.") { directory, json, only, tag, key, password, dirty, jobs, dry };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var loader = new ProjectLoader(composition);
            var project = await loader.OpenAsync(SharedOptions.Resolve(composition, parsed.GetValue(directory)), cancellationToken);
            ReleaseRules.RefuseDirty(project, parsed.GetValue(dirty));
            var plan = await loader.PlanAsync(project, new PlanChoices(parsed.GetValue(tag), SharedOptions.ParseComponents(parsed.GetValue(only)!), IgnoreTags: false), cancellationToken);
            ReleaseRules.RefuseTaken(plan);
            if (plan.Consignments.Length == 0)
                return Nothing(composition, plan);
            var layout = new WorkLayout(project.Root);
            var run = new ReleaseRun(composition, project, layout, composition.Journals(layout), ResumeCommand.Rehearsal(composition));
            // A password is slow to check by design; the destinations answer meanwhile, and nothing is built before both are done.
            var unlocking = Task.Run(
                () => SealingKeys.LoadAsync(composition, project.Settings, parsed.GetValue(key), parsed.GetValue(password), cancellationToken), cancellationToken);
            await Task.WhenAll(run.PreflightAsync(plan, cancellationToken), unlocking);
            using var signing = await unlocking;
            var waybill = await run.SealAsync(plan, signing, parsed.GetValue(jobs), cancellationToken);
            if (parsed.GetValue(dry))
                return DryRun(composition, waybill);
            var result = await run.DeliverAsync(waybill, signing.PublicKey, cancellationToken);
            await ReleaseReport.WriteAsync(composition, layout, waybill, result, parsed.GetValue(json), cancellationToken);
            return (int)result.ExitCode;
        });
        return command;
    }

    private static int Nothing(Composition composition, Plan plan)
    {
        composition.Terminal.Error.WriteLine("nothing to release:");
        foreach (var component in plan.Components)
            composition.Terminal.Error.WriteLine($"  {component.Id} {component.Version}: {component.State.Reason}");
        return (int)ExitCode.Done;
    }

    private static int DryRun(Composition composition, Sealing.Waybills.SealedWaybill waybill)
    {
        ArtifactTable.Write(composition.Terminal, waybill.Waybill.Artifacts);
        composition.Terminal.Error.WriteLine($"dry run: sealed as {waybill.Digest}; {Counted.Of(waybill.Waybill.Consignments.Length, "consignment")} would be sent");
        return (int)ExitCode.Done;
    }
}
