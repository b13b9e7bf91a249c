namespace Drayage.Benchmarks.Measuring;

/// <summary>Medians of one contender; ratios are to the first contender of its race.</summary>
internal sealed record Standing(
    string Name,
    string CommandLine,
    int Runs,
    double WallSeconds,
    double FastestWallSeconds,
    double SlowestWallSeconds,
    double CpuSeconds,
    double WallRatio,
    double CpuRatio)
{
    public double ServerCpuSeconds { get; init; }

    /// <summary>The most memory of all runs, in bytes.</summary>
    public long PeakBytes { get; init; }

    /// <summary>What went over the wire in one run more, through a proxy; null where nobody counted.</summary>
    public Traffic? Traffic { get; init; }

    /// <summary>How it ended, where failing is part of the comparison.</summary>
    public string? Outcome { get; init; }

    public static Standing Of(Contender contender, List<Cost> costs, Contender first, List<Cost> firstCosts)
    {
        double[] walls = [.. costs.Select(cost => cost.WallSeconds).Order()];
        double wall = Median.Of(walls);
        double cpu = Median.Of(costs.Select(cost => cost.CpuSeconds));
        bool isFirst = ReferenceEquals(contender, first);
        return new Standing(
            contender.Name,
            string.Join(' ', contender.Arguments.Insert(0, Path.GetFileName(contender.Program))),
            costs.Count,
            wall,
            walls[0],
            walls[^1],
            cpu,
            isFirst ? 1 : wall / Median.Of(firstCosts.Select(cost => cost.WallSeconds)),
            isFirst ? 1 : cpu / Median.Of(firstCosts.Select(cost => cost.CpuSeconds)))
        {
            ServerCpuSeconds = Median.Of(costs.Select(cost => cost.ServerCpuSeconds)),
            PeakBytes = costs.Max(cost => cost.PeakBytes),
        };
    }
}
