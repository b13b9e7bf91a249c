using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Model.Planning;

namespace Drayage.Pipeline.Building.Execution;

/// <summary>Runs the plan's build steps side by side in dependency order, what takes longest first. A failed step stops only what needs it.</summary>
public sealed class BuildExecutor(StepRunner runner, StepEstimates estimates, IBuildObserver observer, int concurrency)
{
    /// <returns>The outputs of every step.</returns>
    /// <exception cref="ReleaseException">A step failed; the rest was carried as far as it goes.</exception>
    public async Task<BuildOutputs> RunAsync(ImmutableArray<BuildStep> steps, CancellationToken cancellationToken)
    {
        using var slots = new SemaphoreSlim(concurrency);
        var locks = steps.Where(s => s.Lock is not null).Select(s => s.Lock!).Distinct().ToDictionary(name => name, _ => new SemaphoreSlim(1));
        var running = new Dictionary<string, Task<StepOutcome>>();
        foreach (var step in InOrder(estimates.Order(steps)))
        {
            var needs = step.Needs.Select(need => (Id: need, Outcome: running[need])).ToArray();
            running[step.Id] = RunAfterAsync(step, needs, slots, step.Lock is null ? null : locks[step.Lock], cancellationToken);
        }

        await Task.WhenAll(running.Values);
        cancellationToken.ThrowIfCancellationRequested();
        estimates.Remember(steps.Select(step => (step, Outcome: running[step.Id].Result as StepOutcome.Built))
            .Where(ended => ended.Outcome is not null).Select(ended => (ended.step, ended.Outcome!.Elapsed)));
        return Conclude(steps, running.ToDictionary(pair => pair.Key, pair => pair.Value.Result));
    }

    private async Task<StepOutcome> RunAfterAsync(
        BuildStep step,
        (string Id, Task<StepOutcome> Outcome)[] needs,
        SemaphoreSlim slots,
        SemaphoreSlim? exclusive,
        CancellationToken cancellationToken)
    {
        foreach (var (id, outcome) in needs)
        {
            if (await outcome is StepOutcome.Failed or StepOutcome.Skipped)
                return Finish(step, new StepOutcome.Skipped(id));
        }

        if (exclusive is not null)
            await exclusive.WaitAsync(cancellationToken);
        try
        {
            await slots.WaitAsync(cancellationToken);
            try
            {
                observer.Started(step);
                return Finish(step, await runner.RunAsync(step, line => observer.Line(step, line), cancellationToken));
            }
            finally
            {
                slots.Release();
            }
        }
        finally
        {
            exclusive?.Release();
        }
    }

    private StepOutcome Finish(BuildStep step, StepOutcome outcome)
    {
        observer.Finished(step, outcome);
        return outcome;
    }

    /// <summary>Needs before needers; the planner has already refused cycles.</summary>
    private static IEnumerable<BuildStep> InOrder(ImmutableArray<BuildStep> steps)
    {
        var byId = steps.ToDictionary(step => step.Id);
        var seen = new HashSet<string>();
        return steps.SelectMany(Visit);

        IEnumerable<BuildStep> Visit(BuildStep step) =>
            seen.Add(step.Id) ? step.Needs.SelectMany(need => Visit(byId[need])).Append(step) : [];
    }

    private static BuildOutputs Conclude(ImmutableArray<BuildStep> steps, Dictionary<string, StepOutcome> outcomes)
    {
        var failures = steps.Where(s => outcomes[s.Id] is StepOutcome.Failed).ToArray();
        if (failures.Length > 0)
            throw BuildFailure.From(failures, steps, outcomes);
        return new BuildOutputs(outcomes.ToImmutableSortedDictionary(
            pair => pair.Key,
            pair => pair.Value switch
            {
                StepOutcome.Built built => built.Files,
                StepOutcome.Unchanged unchanged => unchanged.Files,
                _ => throw new InvalidOperationException($"step '{pair.Key}' has no outputs"),
            },
            StringComparer.Ordinal));
    }
}
