using System.Collections.Immutable;

namespace Drayage.Benchmarks.Measuring;

/// <summary>Runs contenders in turn, so that a slow minute of the machine hits all of them.</summary>
internal sealed class Race(int runs, int warmUps)
{
    /// <exception cref="InvalidOperationException">A contender failed: its time would mean nothing.</exception>
    public ImmutableArray<Standing> Run(params ImmutableArray<Contender> contenders)
    {
        var costs = contenders.ToDictionary(contender => contender, _ => new List<Cost>());
        for (int round = -warmUps; round < runs; round++)
        {
            // Every other round backwards: nobody always follows the same neighbour.
            foreach (Contender contender in round % 2 == 0 ? contenders : [.. contenders.Reverse()])
            {
                Cost cost = ContenderRun.OfSuccess(contender);
                if (round >= 0)
                {
                    costs[contender].Add(cost);
                }
            }
        }

        return [.. contenders.Select(contender => Standing.Of(contender, costs[contender], contenders[0], costs[contenders[0]]))];
    }
}
