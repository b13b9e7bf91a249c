using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Model.Delivery;
using Drayage.Oci.Distribution.Credentials;
using Drayage.Pipeline.Delivery;
using Drayage.Pipeline.Journaling;
using Drayage.Pipeline.Journaling.Files;
using Drayage.Pipeline.Publishing;
using Drayage.Platform.Http;
using Drayage.Platform.Processes;
using Drayage.Platform.Secrets;
using Drayage.Registries.Faults;
using Drayage.Registries.Faults.Scripts;
using Drayage.Testing;
using Drayage.Tests.Ecosystems;
using Xunit;

namespace Drayage.Tests.Storms;

/// <summary>One release amid faults and its resume after them, with the production publishers over HTTP.</summary>
internal sealed class StormRun : IDeliveryObserver
{
    // A minute of waiting in production is most of a second here.
    private const int Hurry = 80;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private readonly SealedSample sample;
    private readonly RegistryFixture registry;
    private readonly string journal;

    private StormRun(SealedSample sample, RegistryFixture registry, string journal)
    {
        this.sample = sample;
        this.registry = registry;
        this.journal = journal;
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <returns>What went wrong; empty when nothing did.</returns>
    public static async Task<StormResult> RunAsync(SealedSample sample, FaultScript script)
    {
        using var directory = new TemporaryDirectory();
        var hits = new List<FaultHit>();
        var faults = new ScriptedFaults(script, TimeProvider.System, hits.Add);
        await using var stormy = await RegistryFixture.StartAsync(options => options with { Faults = [faults] });
        var run = new StormRun(sample, stormy, directory["journal.jsonl"]);
        using var truth = new RegistryTruth(stormy, sample);

        var (amid, stateAmid) = await run.DeliverAsync();
        faults.End();
        ImmutableArray<string> problems = [.. Judge(amid, stateAmid, hits), .. await run.UntrueAsync(truth, stateAmid)];
        var (after, stateAfter) = await run.DeliverAsync();
        if (!after.IsComplete)
            problems = [.. problems, .. after.Outcomes.OfType<ConsignmentOutcome.Failed>().Select(failed => $"resume: {failed.Consignment.Id} {failed.At.Key}: {failed.Error.Message}: {failed.Error.Because}")];
        problems = [.. problems, .. await truth.ProblemsAsync(), .. await run.UntrueAsync(truth, stateAfter)];
        return new StormResult(problems, amid.IsComplete, [.. hits]);
    }

    public void Started(Consignment consignment)
    {
    }

    public void Delivered(Consignment consignment, Effect effect)
    {
    }

    public void Finished(ConsignmentOutcome outcome)
    {
    }

    private async Task<(DeliveryReport Report, JournalState State)> DeliverAsync()
    {
        var redactor = new Redactor();
        var clock = new HurriedClock(Hurry);
        using var http = new HttpPipeline(new HttpPipelineOptions { UserAgent = "drayage-storms/1" }, TimeProvider.System, redactor);
        var context = new PublisherContext
        {
            Http = http,
            Secrets = new SecretResolver(RehearsalDelivery.Environment(), redactor),
            RegistryLogins = new CredentialChain([]),
            Client = new ClientSurroundings { Environment = RehearsalDelivery.Environment(), Processes = new ProcessRunner(RehearsalDelivery.Environment(), clock, redactor), Directory = "/" },
            Clock = clock,
            Rehearsal = new RehearsalSite(registry.Address, new Secret(RegistryFixture.Token)),
        };
        using var opened = await JournalFile.OpenAsync(journal, sample.Waybill.Digest, "runner", TimeProvider.System, Cancellation);
        var engine = new DeliveryEngine(sample.Publishers(context), opened, sample.Content, this, new DeliveryPatience(), clock);
        var outcomes = await engine.RunAsync(sample.Waybill.Waybill.Consignments, Cancellation).WaitAsync(Limit, Cancellation);
        return (new DeliveryReport(outcomes), opened.State);
    }

    /// <summary>Complete, or partial and told so; and nobody else was there, so that only bytes which were served spoilt again and again may look like a conflict.</summary>
    private static IEnumerable<string> Judge(DeliveryReport report, JournalState state, IReadOnlyCollection<FaultHit> hits)
    {
        var anything = state.Effects.Values.Any(status => status is EffectStatus.Delivered);
        var expected = report.IsComplete ? ExitCode.Done : anything ? ExitCode.Partial : ExitCode.Refused;
        if (report.ExitCode(anything) != expected)
            yield return $"exit code {report.ExitCode(anything)}, expected {expected}";
        foreach (var outcome in report.Outcomes)
        {
            var whole = outcome.Consignment.Effects.All(effect => state.StatusOf(outcome.Consignment.Id, effect.Key) is EffectStatus.Delivered);
            if (whole != outcome is ConsignmentOutcome.Delivered)
                yield return $"{outcome.Consignment.Id} is told as {outcome.GetType().Name}, and the journal says otherwise";
        }

        foreach (var (effect, status) in state.Effects)
        {
            if (status is EffectStatus.Conflict conflict && hits.Count(hit => hit.Fault == "wrong-bytes" && hit.Operation.Name.EndsWith("-get", StringComparison.Ordinal)) < 2)
                yield return $"{effect.Consignment} {effect.Effect} is told to be in conflict with {conflict.Found}";
        }
    }

    /// <summary>What is told as delivered and is not there.</summary>
    private async Task<ImmutableArray<string>> UntrueAsync(RegistryTruth truth, JournalState state)
    {
        var untrue = ImmutableArray.CreateBuilder<string>();
        foreach (var consignment in sample.Waybill.Waybill.Consignments)
        {
            foreach (var effect in consignment.Effects.Where(effect => state.StatusOf(consignment.Id, effect.Key) is EffectStatus.Delivered))
            {
                if (!await truth.HoldsAsync(consignment, effect))
                    untrue.Add($"{consignment.Id} {effect.Key} is told as delivered and is not there");
            }
        }

        return untrue.ToImmutable();
    }
}

/// <summary>What a run came to.</summary>
/// <param name="Problems">Empty when all was well in the end.</param>
/// <param name="CompleteAmid">Whether the release completed while faults struck.</param>
/// <param name="Hits">What was struck.</param>
internal sealed record StormResult(ImmutableArray<string> Problems, bool CompleteAmid, ImmutableArray<FaultHit> Hits);
