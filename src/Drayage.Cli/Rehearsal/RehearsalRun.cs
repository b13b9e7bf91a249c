using System.Collections.Immutable;
using System.Security.Cryptography;
using Drayage.Cli.Commands;
using Drayage.Cli.Faults;
using Drayage.Cli.Projects;
using Drayage.Cli.Rendering;
using Drayage.Cli.Runs;
using Drayage.Cli.Runs.Delivery;
using Drayage.Cli.Runs.Released;
using Drayage.Ecosystems.GitHub;
using Drayage.Model;
using Drayage.Pipeline.Delivery;
using Drayage.Pipeline.Layout;
using Drayage.Pipeline.Publishing;
using Drayage.Platform.Secrets;
using Drayage.Sealing.Keys;
using Drayage.Sealing.Waybills;

namespace Drayage.Cli.Rehearsal;

/// <summary>A release into embedded registries of its own, and what real clients then fetch from them.</summary>
internal sealed class RehearsalRun(Composition composition, OpenedProject project, RehearsalChoices choices)
{
    // A rehearsal keeps apart from real releases: its own waybill, journal and registries, new each time.
    private readonly WorkLayout layout = new(project.Root, Path.Combine(project.Root, "dist", "rehearsal"));

    public async Task<ExitCode> RunAsync(CancellationToken cancellationToken)
    {
        var plan = await new ProjectLoader(composition).PlanAsync(project, PlanChoices.All with { Only = choices.Only }, cancellationToken);
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
        var waybill = await run.SealAsync(plan, Task.FromResult(key), new BuildChoices(choices.Jobs), cancellationToken);
        var result = faults is null
            ? await run.DeliverAsync(waybill, key.PublicKey, [.. waybill.Waybill.Consignments.Where(c => c.Phase == 1)], DeliveryEnd.Points, cancellationToken)
            : await faults.DeliverAsync(run, waybill, key.PublicKey, cancellationToken);
        if (faults is null && result.ExitCode == ExitCode.Done && waybill.Waybill.Consignments.Any(c => c.Phase == 2))
            result = await GoOnAsync(waybill, key.PublicKey, site, result, cancellationToken);
        await ReleaseReport.WriteAsync(composition, layout, waybill, result, choices.Json, cancellationToken);
        if (result.Survived is { } survived)
            await FaultsReport.WriteAsync(composition.Terminal, layout, survived, choices.Json, cancellationToken);
        var proofs = await new ClientProofs(composition, layout, site, socket.Path).RunAsync(waybill.Waybill, cancellationToken);
        await ProofReport.WriteAsync(composition.Terminal, layout, proofs, choices.Json, cancellationToken);
        if (choices.Keep)
            await KeepAsync(server.Address, token, cancellationToken);
        return result.ExitCode != ExitCode.Done ? result.ExitCode : proofs.Any(p => p.Outcome is ProofOutcome.Failed) ? ExitCode.Refused : ExitCode.Done;
    }

    /// <summary>Phase 2, as a stranger's machine delivers it: from the waybill that the release carries, with a state of its own.</summary>
    private async Task<DeliveryResult> GoOnAsync(
        SealedWaybill waybill, VerificationKey key, RehearsalSite site, DeliveryResult first, CancellationToken cancellationToken)
    {
        var released = await new ReleasedRun(composition, site).RunAsync(
            new ReleasedRequest
            {
                Location = LocationOf(waybill),
                Key = key,
                Digest = waybill.Digest,
                State = Path.Combine(layout.Dist, "phase-2"),
                Destinations = project.Settings.Destinations,
            },
            cancellationToken);
        var second = released.Delivery;
        return first with
        {
            Outcomes = [.. first.Outcomes, .. second.Outcomes],
            State = first.State with { Effects = first.State.Effects.SetItems(second.State.Effects) },
            ExitCode = second.ExitCode,
        };
    }

    /// <summary>What the consignments of phase 2 are made of is at their needs; one that has a tag is a release that carries the waybill.</summary>
    private static ReleaseLocation.Tag LocationOf(SealedWaybill waybill)
    {
        var needs = waybill.Waybill.Consignments.Where(c => c.Phase == 2).SelectMany(c => c.Needs).ToHashSet(StringComparer.Ordinal);
        var holder = waybill.Waybill.Consignments.First(c => needs.Contains(c.Id) && c.Options.ContainsKey("tag"));
        return new ReleaseLocation.Tag(RepositorySlug.Parse(holder.Address), holder.Options["tag"]);
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
