using System.Collections.Immutable;
using Drayage.Cli.Rendering;
using Drayage.Cli.Rendering.Status;
using Drayage.Cli.Runs;
using Drayage.Cli.Runs.Delivery;
using Drayage.Model.Planning;
using Drayage.Pipeline.Journaling;
using Drayage.Registries.Faults;
using Drayage.Registries.Faults.Scripts;
using Drayage.Registries.Hosting;
using Drayage.Sealing.Keys;
using Drayage.Sealing.Waybills;

namespace Drayage.Cli.Faults;

/// <summary>The faults of one rehearsal: quiet until the release is delivered, over before it is resumed.</summary>
internal sealed class RehearsalFaults
{
    private readonly FaultScript script;
    private readonly FaultSites sites;
    private readonly FaultTape tape = new();
    private readonly ScriptedFaults faults;

    private RehearsalFaults(FaultScript script, FaultSites sites, TimeProvider clock)
    {
        this.script = script;
        this.sites = sites;
        faults = new ScriptedFaults(script, clock, tape.Note, isOn: false);
    }

    public static async Task<RehearsalFaults> LoadAsync(FaultChoice choice, Plan plan, TimeProvider clock, CancellationToken cancellationToken)
    {
        var places = new FaultSites(plan.Consignments);
        return new RehearsalFaults(places.Resolve(await choice.LoadAsync(cancellationToken)), places, clock);
    }

    public RegistryServerOptions Install(RegistryServerOptions options) => options with { Faults = [tape, faults] };

    /// <summary>Delivers amid faults, and resumes after them.</summary>
    /// <returns>How the resume ended, with what was survived.</returns>
    public async Task<DeliveryResult> DeliverAsync(ReleaseRun run, SealedWaybill waybill, VerificationKey key, CancellationToken cancellationToken)
    {
        faults.Begin();
        var release = await run.DeliverAsync(waybill, key, cancellationToken);
        faults.End();
        var amid = tape.Entries;
        var resume = await run.DeliverAsync(waybill, key, cancellationToken);
        return resume with { Survived = Describe(waybill, amid, release, resume) };
    }

    private FaultsDocument Describe(SealedWaybill waybill, ImmutableArray<TapeEntry> amid, DeliveryResult release, DeliveryResult resume)
    {
        var status = StatusDocument.Of(waybill, release.State).Consignments;
        var delivered = status.Where(c => c.Status == "delivered").Select(c => c.Id).ToImmutableHashSet(StringComparer.Ordinal);
        var struck = new CopingReader(amid, sites, delivered).Read();
        return new FaultsDocument(
            script.Name,
            script.Seed,
            struck.Length,
            [
                .. struck.GroupBy(one => (Destination: sites.DestinationOf(one.Hit.Operation), one.Hit.Fault))
                    .OrderBy(group => group.Key.Destination, StringComparer.Ordinal).ThenBy(group => group.Key.Fault, StringComparer.Ordinal)
                    .Select(group => new StruckDestination(group.Key.Destination, group.Key.Fault, group.Count(), CopingCounts.Of([.. group.Select(one => one.Coping)]))),
            ],
            [
                .. status.SelectMany(c => c.Effects.Where(e => e.Status != "delivered").Select(e => new LeftEffect(c.Id, e.Effect, e.Status, e.Message, e.Because))),
            ],
            [RunOf("release", waybill, release), RunOf("resume", waybill, resume)]);
    }

    private static RehearsedRun RunOf(string command, SealedWaybill waybill, DeliveryResult result)
    {
        var effects = waybill.Waybill.Consignments.SelectMany(c => c.Effects.Select(e => result.State.StatusOf(c.Id, e.Key))).ToArray();
        return new RehearsedRun(command, (int)result.ExitCode, effects.Count(status => status is EffectStatus.Delivered), effects.Length);
    }
}
