using System.Collections.Immutable;
using System.Text.Json;
using Drayage.Model.Planning;
using Drayage.Pipeline.Layout;

namespace Drayage.Pipeline.Building.Execution;

/// <summary>
/// How long each step will take: as long as it took last time, or else what its kind takes. The order of the steps follows it, since
/// the longest step that starts late decides how long everything takes.
/// </summary>
public sealed class StepEstimates(WorkLayout layout)
{
    private readonly Lazy<ImmutableSortedDictionary<string, double>> seconds = new(() => Load(layout.StepTimes));

    /// <returns>The steps, longest way to the end first; a step never comes before what it needs.</returns>
    public ImmutableArray<BuildStep> Order(ImmutableArray<BuildStep> steps)
    {
        var needers = steps.SelectMany(step => step.Needs.Select(need => (need, step))).ToLookup(pair => pair.need, pair => pair.step);
        var ways = new Dictionary<string, double>();
        foreach (var step in steps)
            WayOf(step);
        return [.. steps.OrderByDescending(step => ways[step.Id])];

        // Every step takes some time, so a step's way is longer than that of each of its needers.
        double WayOf(BuildStep step) => ways.TryGetValue(step.Id, out var known)
            ? known
            : ways[step.Id] = Of(step) + needers[step.Id].Select(WayOf).DefaultIfEmpty(0).Max();
    }

    /// <summary>Remembers what was built now.</summary>
    public void Remember(IEnumerable<(BuildStep Step, TimeSpan Elapsed)> built)
    {
        var times = seconds.Value.SetItems(built.Select(b => KeyValuePair.Create(b.Step.Id, b.Elapsed.TotalSeconds)));
        if (times != seconds.Value)
            File.WriteAllBytes(layout.StepTimes, JsonSerializer.SerializeToUtf8Bytes(times, BuildCacheJson.Default.ImmutableSortedDictionaryStringDouble));
    }

    private double Of(BuildStep step) => seconds.Value.TryGetValue(step.Id, out var known) && known > 0
        ? known
        : step.Effort switch
        {
            StepEffort.Light => 1,
            StepEffort.Moderate => 5,
            _ => 60,
        };

    private static ImmutableSortedDictionary<string, double> Load(string path)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), BuildCacheJson.Default.ImmutableSortedDictionaryStringDouble)
                ?? ImmutableSortedDictionary<string, double>.Empty;
        }
        catch (Exception unreadable) when (unreadable is IOException or JsonException)
        {
            return ImmutableSortedDictionary<string, double>.Empty;
        }
    }
}
