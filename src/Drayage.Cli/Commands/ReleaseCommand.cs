using System.Collections.Immutable;
using System.CommandLine;
using Drayage.Cli.Projects;
using Drayage.Cli.Rehearsal;
using Drayage.Cli.Rendering;
using Drayage.Cli.Runs;
using Drayage.Cli.Runs.Delivery;
using Drayage.Cli.Runs.Sealing;
using Drayage.Model;
using Drayage.Model.Components;
using Drayage.Model.Planning;
using Drayage.Pipeline.Delivery;
using Drayage.Pipeline.Layout;
using Drayage.Sealing.Waybills;

namespace Drayage.Cli.Commands;

/// <summary><c>drayage release</c></summary>
internal static class ReleaseCommand
{
    public static Command Create(Composition composition)
    {
        var arguments = new ReleaseArguments();
        var command = new Command("release", "Build, pack, seal, deliver and verify a release.");
        arguments.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) => (int)await RunAsync(composition, arguments.Read(composition, parsed), cancellationToken));
        return command;
    }

    private static async Task<ExitCode> RunAsync(Composition composition, ReleaseRequest request, CancellationToken cancellationToken)
    {
        var needsKey = request.Until >= ReleaseStage.Seal;
        using var early = needsKey && request.Key is not null ? Unlock(composition, request, request.Key, cancellationToken) : null;
        var loader = new ProjectLoader(composition);
        var project = await loader.OpenAsync(SharedOptions.Resolve(composition, request.Directory), cancellationToken);
        ReleaseRules.RefuseDirty(project, request.AllowDirty);
        var plan = await loader.PlanAsync(project, new PlanChoices(request.Tag, OnlyComponents(project, request.Selection), IgnoreTags: false), cancellationToken);
        ReleaseRules.RefuseTaken(plan);
        var chosen = request.Selection.Of(plan, c => request.AllPhases || c.Phase == 1);
        if (plan.Consignments.Length == 0)
            return Nothing(composition, plan);
        var layout = new WorkLayout(project.Root);
        var journals = composition.Journals(layout, JournalChoice.Of(composition, request.Journal, project.Settings));
        var run = new ReleaseRun(composition, project, layout, journals, RehearsalSites.Served(composition.Environment));
        if (!needsKey)
            return await BeginAsync(composition, run, plan, request, cancellationToken);
        using var late = early is null ? Unlock(composition, request, project.Settings.SigningKey, cancellationToken) : null;
        var unlocking = early ?? late!;
        var waybill = await unlocking.MeanwhileAsync(async token =>
        {
            await run.PreflightAsync(plan with { Consignments = chosen }, token);
            return await run.SealAsync(plan, unlocking.Key, request.Build, token);
        });
        if (request.Until == ReleaseStage.Seal)
            return Sealed(composition, waybill, request);
        var sent = request.Selection.Of(waybill.Waybill, c => request.AllPhases || c.Phase == 1);
        var end = request.Until == ReleaseStage.Stage ? DeliveryEnd.Staging : DeliveryEnd.Points;
        var result = await run.DeliverAsync(waybill, (await unlocking.Key).PublicKey, sent, end, cancellationToken);
        await ReleaseReport.WriteAsync(composition, layout, waybill, result, request.IsJson, cancellationToken);
        return result.ExitCode;
    }

    private static UnlockingKey Unlock(Composition composition, ReleaseRequest request, string? key, CancellationToken cancellationToken) =>
        UnlockingKey.Start(SealingKeys.Find(composition, key, request.Password), cancellationToken);

    /// <summary>Where only components are named, the release itself is of these and what they need; other names choose what of it is sent now.</summary>
    private static ImmutableArray<ComponentId> OnlyComponents(OpenedProject project, Selection selection)
    {
        var components = project.Settings.Components.ToDictionary(c => c.Id.Text, c => c.Id, StringComparer.Ordinal);
        return selection.Only.All(components.ContainsKey) ? [.. selection.Only.Select(name => components[name])] : [];
    }

    /// <summary>The stages that need neither key nor destination.</summary>
    private static async Task<ExitCode> BeginAsync(
        Composition composition, ReleaseRun run, Plan plan, ReleaseRequest request, CancellationToken cancellationToken)
    {
        switch (request.Until)
        {
            case ReleaseStage.Plan when request.IsJson:
                composition.Terminal.Output.WriteLine(PlanDocument.Write(plan));
                break;
            case ReleaseStage.Plan:
                PlanTree.Write(composition.Terminal, plan);
                break;
            case ReleaseStage.Build:
                await run.BuildAsync(plan, request.Build, cancellationToken);
                break;
            default:
                ArtifactTable.Write(composition.Terminal, (await run.PackAsync(plan, request.Build, cancellationToken)).Artifacts, request.IsJson);
                break;
        }

        composition.Terminal.Error.WriteLine(ReleaseStages.Left(request.Until));
        return ExitCode.Done;
    }

    private static ExitCode Nothing(Composition composition, Plan plan)
    {
        composition.Terminal.Error.WriteLine("nothing to release:");
        foreach (var component in plan.Components)
            composition.Terminal.Error.WriteLine($"  {component.Id} {component.Version}: {component.State.Reason}");
        return ExitCode.Done;
    }

    private static ExitCode Sealed(Composition composition, SealedWaybill waybill, ReleaseRequest request)
    {
        ArtifactTable.Write(composition.Terminal, waybill.Waybill.Artifacts, request.IsJson);
        composition.Terminal.Error.WriteLine(request.IsDry
            ? $"dry run: sealed as {waybill.Digest}; {Counted.Of(waybill.Waybill.Consignments.Length, "consignment")} would be sent"
            : $"sealed as {waybill.Digest}; {ReleaseStages.Left(ReleaseStage.Seal)}");
        return ExitCode.Done;
    }
}
