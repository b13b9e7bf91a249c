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
        var journal = SharedOptions.Journal();
        var dry = new Option<bool>("--dry-run") { Description = "Build, pack and seal as in a real release, and ask every destination; send nothing." };
        var command = new Command("release", "Build, pack, seal, deliver and verify a release.") { directory, json, only, tag, key, password, dirty, jobs, journal, dry };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var named = parsed.GetValue(key);
            using var early = named is null ? null : Unlock(composition, named, parsed.GetValue(password), cancellationToken);
            var loader = new ProjectLoader(composition);
            var project = await loader.OpenAsync(SharedOptions.Resolve(composition, parsed.GetValue(directory)), cancellationToken);
            ReleaseRules.RefuseDirty(project, parsed.GetValue(dirty));
            var plan = await loader.PlanAsync(project, new PlanChoices(parsed.GetValue(tag), SharedOptions.ParseComponents(parsed.GetValue(only)!), IgnoreTags: false), cancellationToken);
            ReleaseRules.RefuseTaken(plan);
            if (plan.Consignments.Length == 0)
                return Nothing(composition, plan);
            var layout = new WorkLayout(project.Root);
            var journals = composition.Journals(layout, JournalChoice.Of(composition, parsed.GetValue(journal), project.Settings));
            var run = new ReleaseRun(composition, project, layout, journals, ResumeCommand.Rehearsal(composition));
            using var late = early is null ? Unlock(composition, project.Settings.SigningKey, parsed.GetValue(password), cancellationToken) : null;
            var unlocking = early ?? late!;
            var waybill = await unlocking.MeanwhileAsync(async token =>
            {
                await run.PreflightAsync(plan, token);
                return await run.SealAsync(plan, unlocking.Key, parsed.GetValue(jobs), token);
            });
            if (parsed.GetValue(dry))
                return DryRun(composition, waybill);
            var result = await run.DeliverAsync(waybill, (await unlocking.Key).PublicKey, cancellationToken);
            await ReleaseReport.WriteAsync(composition, layout, waybill, result, parsed.GetValue(json), cancellationToken);
            return (int)result.ExitCode;
        });
        return command;
    }

    private static UnlockingKey Unlock(Composition composition, string? key, string? password, CancellationToken cancellationToken) =>
        UnlockingKey.Start(SealingKeys.Find(composition, key, password), cancellationToken);

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
