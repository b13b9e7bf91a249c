using System.Collections.Immutable;
using Drayage.Registries.Faults.Routing;
using Drayage.Registries.Faults.Scripts;

namespace Drayage.Registries.Faults.Presets;

/// <summary>
/// A random mixture of every fault at every protocol. The seed decides everything. Each rule strikes a few times only, so that a
/// storm passes if one goes on for long enough.
/// </summary>
public static class StormPreset
{
    /// <param name="seed">Any number.</param>
    /// <param name="waits">The longest time that a fault makes a client wait.</param>
    public static FaultScript Of(int seed, TimeSpan waits)
    {
        var random = new Random(seed);
        var rules = Operations.Protocols.SelectMany(protocol => RulesOf(protocol, random, waits)).ToArray();
        // The first rule that applies decides, so that the order matters too.
        random.Shuffle(rules);
        return new FaultScript { Name = $"{FaultPresets.Storm}:{seed}", Seed = seed, Rules = [.. rules] };
    }

    private static IEnumerable<FaultRule> RulesOf(RegistryProtocol protocol, Random random, TimeSpan waits)
    {
        // Faults shall strike within the requests that come.
        var pace = protocol.Pace;
        foreach (var action in ActionsOf(random, waits))
        {
            // A third of them: storms in which everything strikes always look alike, and nothing gets through.
            if (random.Next(3) != 0)
                continue;
            yield return new FaultRule
            {
                Route = new FaultRoute { Protocol = protocol.Name },
                Action = action,
                Occurrence = action is FaultAction.Down
                    ? new Occurrence { From = 1 + random.Next(pace), Count = 1 + random.Next(pace) }
                    : new Occurrence { From = 1 + random.Next(pace), Every = 1 + random.Next(Math.Max(2, pace / 3)), Count = 1 + random.Next(4) },
            };
        }
    }

    private static ImmutableArray<FaultAction> ActionsOf(Random random, TimeSpan waits)
    {
        ImmutableArray<int> statuses = [429, 500, 502, 503, 504];
        return
        [
            new FaultAction.Status(statuses[random.Next(statuses.Length)], RetryAfter: random.Next(2) == 0 ? TimeSpan.FromSeconds(Math.Min(1, waits.TotalSeconds)) : null),
            new FaultAction.Delay(waits * random.NextDouble()),
            new FaultAction.ResetBefore(),
            new FaultAction.ResetAfter(),
            new FaultAction.LostResponse(),
            new FaultAction.Truncate(random.Next(2000)),
            new FaultAction.WrongBytes(random.Next(2000)),
            new FaultAction.DiskFull(random.Next(4000)),
            new FaultAction.ClockSkew(TimeSpan.FromMinutes(random.Next(-180, 180))),
            new FaultAction.Slow(100_000 + random.Next(1_000_000)),
            new FaultAction.Hold(waits * random.NextDouble()),
            new FaultAction.Down(random.Next(2) == 0 ? 503 : null),
        ];
    }
}
