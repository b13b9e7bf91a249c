using System.Collections.Immutable;
using System.Security.Cryptography;
using Drayage.Cli.Commands;
using Drayage.Cli.Faults;
using Drayage.Cli.Projects;
using Drayage.Cli.Rendering;
using Drayage.Cli.Runs;
using Drayage.Model;
using Drayage.Pipeline.Layout;
using Drayage.Pipeline.Publishing;
using Drayage.Platform.Secrets;
using Drayage.Sealing.Keys;

namespace Drayage.Cli.Rehearsal;

/// <summary>A release into embedded registries of its own, and what real clients then fetch from them.</summary>
internal sealed class RehearsalRun(Composition composition, OpenedProject project, RehearsalChoices choices)
{
    // A rehearsal keeps apart from real releases: its own waybill, journal and registries, new each time.
    private readonly WorkLayout layout = new(project.Root, Path.Combine(project.Root, "dist", "rehearsal"));

    public async Task<ExitCode> RunAsync(CancellationToken cancellationToken)
    {
        var plan = await new ProjectLoader(composition).PlanAsync(project, new PlanChoices(Tag: null, choices.Only, IgnoreTags: true), cancellationToken);
        var faults = choices.Faults is { } chosen ? await RehearsalFaults.LoadAsync(chosen, plan, composition.Clock, cancellationToken) : null;
        if (Directory.Exists(layout.Dist))
            Directory.Delete(layout.Dist, recursive: true);
        layout.Create();
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        using var socket = new SocketPlace();
        var data = Path.Combine(layout.Dist, "registries");
        await using var server = await ServeCommand.StartAsync(composition, data, port: 0, socket.Path, token, faults is null ? null : faults.Install, cancellationToken);
        var site = new RehearsalSite(server.Address, new Secret(token));
        composition.Terminal.Error.WriteLine($"embedded registries at {server.Address}");
        using var key = SigningKey.Generate();
        var run = new ReleaseRun(composition, project, layout, composition.Journals(layout, database: null), site);
        await run.PreflightAsync(plan, cancellationToken);
        var waybill = await run.SealAsync(plan, Task.FromResult(key), choices.Jobs, cancellationToken);
        var result = faults is null
            ? await run.DeliverAsync(waybill, key.PublicKey, cancellationToken)
            : await faults.DeliverAsync(run, waybill, key.PublicKey, cancellationToken);
        await ReleaseReport.WriteAsync(composition, layout, waybill, result, choices.Json, cancellationToken);
        if (result.Survived is { } survived)
            await FaultsReport.WriteAsync(composition.Terminal, layout, survived, choices.Json, cancellationToken);
        var proofs = await new ClientProofs(composition, layout, site, socket.Path).RunAsync(waybill.Waybill, cancellationToken);
        await ProofReport.WriteAsync(composition.Terminal, layout, proofs, choices.Json, cancellationToken);
        if (choices.Keep)
            await KeepAsync(server.Address, token, cancellationToken);
        return result.ExitCode != ExitCode.Done ? result.ExitCode : proofs.Any(p => p.Outcome is ProofOutcome.Failed) ? ExitCode.Refused : ExitCode.Done;
    }

    private async Task KeepAsync(Uri address, string token, CancellationToken cancellationToken)
    {
        composition.Terminal.Output.WriteLine($"DRAYAGE_REHEARSAL_URL={address}");
        composition.Terminal.Output.WriteLine($"DRAYAGE_REHEARSAL_TOKEN={token}");
        composition.Terminal.Output.Flush();
        await ServeCommand.UntilInterruptedAsync(cancellationToken);
    }
}

/// <summary>What the user asked of a rehearsal.</summary>
internal sealed record RehearsalChoices
{
    public ImmutableArray<Model.Components.ComponentId> Only { get; init; } = [];

    public int? Jobs { get; init; }

    /// <summary>Leaves the registries running until interrupted.</summary>
    public bool Keep { get; init; }

    public bool Json { get; init; }

    public FaultChoice? Faults { get; init; }
}
