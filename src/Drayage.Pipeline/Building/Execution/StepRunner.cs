using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Model.Planning;
using Drayage.Pipeline.Layout;

namespace Drayage.Pipeline.Building.Execution;

/// <summary>Runs one build step, or finds that an earlier run left the same result.</summary>
public sealed class StepRunner(
    WorkLayout layout,
    IReadOnlyDictionary<string, IBuilder> builders,
    StepKeys keys,
    StepCache cache,
    StepProcesses processes,
    TimeProvider clock)
{
    public async Task<StepOutcome> RunAsync(BuildStep step, Action<string> onLine, CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        try
        {
            var key = keys.Of(step);
            if (cache.Find(key, step) is { } files)
                return new StepOutcome.Unchanged(files);
            return new StepOutcome.Built(await BuildAsync(step, key, onLine, cancellationToken), clock.GetElapsedTime(started));
        }
        catch (ReleaseException error)
        {
            return new StepOutcome.Failed(error, clock.GetElapsedTime(started));
        }
    }

    private async Task<ImmutableArray<BuiltFile>> BuildAsync(BuildStep step, Digest key, Action<string> onLine, CancellationToken cancellationToken)
    {
        var output = Path.Combine(layout.StepOutputs, step.Id.Replace('/', '.'));
        if (Directory.Exists(output))
            Directory.Delete(output, recursive: true);
        Directory.CreateDirectory(output);
        var log = layout.LogOf(step.Id);
        Directory.CreateDirectory(layout.Logs);
        File.Delete(log);
        await builders[step.Ecosystem].BuildAsync(step, new StepRun(step, layout.Root, output, keys.Epoch, log, processes, onLine), cancellationToken);
        return await cache.StoreAsync(key, OutputCollector.Collect(step, layout.Root, output), cancellationToken);
    }
}
