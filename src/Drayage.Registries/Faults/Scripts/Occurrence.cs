namespace Drayage.Registries.Faults.Scripts;

/// <summary>Which of the requests that a rule is about are hit. Requests are numbered from 1 as they reach the rule.</summary>
public sealed record Occurrence
{
    /// <summary>The first request that may be hit.</summary>
    public int From { get; init; } = 1;

    /// <summary>From there on every so manyth.</summary>
    public int Every { get; init; } = 1;

    /// <summary>How many are hit in all; null for any number.</summary>
    public int? Count { get; init; }

    /// <summary>With what probability one of these is hit, above 0 and at most 1.</summary>
    public double Probability { get; init; } = 1;
}
