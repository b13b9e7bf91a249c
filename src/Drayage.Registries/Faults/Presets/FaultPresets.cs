using Drayage.Registries.Faults.Routing;
using Drayage.Registries.Faults.Scripts;

namespace Drayage.Registries.Faults.Presets;

/// <summary>Fault scripts that need no file: <c>storm</c>, <c>flaky</c> and <c>down:NAME</c>.</summary>
public static class FaultPresets
{
    public const string Storm = "storm";
    public const string Flaky = "flaky";
    public const string Down = "down";

    // Clients are told to come back soon, or a rehearsal would be spent on waiting.
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);

    /// <summary>Short troubles everywhere, as on a bad day: one request in eight, none for ever.</summary>
    public static FaultScript FlakyOf(int seed)
    {
        const int Most = 30;
        var occurrence = new Occurrence { Probability = 0.025, Count = Most };
        return new FaultScript
        {
            Name = $"{Flaky}:{seed}",
            Seed = seed,
            Rules =
            [
                new FaultRule { Action = new FaultAction.Status(503, RetryAfter: Soon), Occurrence = occurrence },
                new FaultRule { Action = new FaultAction.ResetBefore(), Occurrence = occurrence },
                new FaultRule { Action = new FaultAction.ResetAfter(), Occurrence = occurrence },
                new FaultRule { Action = new FaultAction.LostResponse(), Occurrence = occurrence },
                new FaultRule { Action = new FaultAction.Delay(TimeSpan.FromMilliseconds(300)), Occurrence = occurrence },
            ],
        };
    }

    /// <summary>Every request there is answered with 503.</summary>
    /// <param name="name">A place as in <see cref="FaultRoute.Places"/>, or a protocol.</param>
    public static FaultScript DownOf(string name) => new()
    {
        Name = $"{Down}:{name}",
        Seed = 0,
        Rules =
        [
            new FaultRule
            {
                Route = Operations.Names.ContainsKey(name) ? new FaultRoute { Protocol = name } : new FaultRoute { Places = [name] },
                Action = new FaultAction.Down(RetryAfter: Soon),
            },
        ],
    };
}
