using Drayage.Registries.Faults.Scripts;

namespace Drayage.Registries.Faults;

/// <summary>Counts the requests that reach one rule and says which of them it strikes. The caller sees to it that one asks at a time.</summary>
internal sealed class RuleCounter(Occurrence occurrence, int seed, int rule)
{
    // Of its own, so that what other rules are asked does not change what this one answers.
    private readonly Random random = new(HashCode(seed, rule));
    private int seen;
    private int struck;

    public bool Next()
    {
        seen++;
        if (seen < occurrence.From || (seen - occurrence.From) % occurrence.Every != 0 || struck >= occurrence.Count)
            return false;
        if (occurrence.Probability < 1 && random.NextDouble() >= occurrence.Probability)
            return false;
        struck++;
        return true;
    }

    // System.HashCode differs from process to process.
    private static int HashCode(int seed, int rule) => unchecked((seed * 31) + (rule * 7919));
}
