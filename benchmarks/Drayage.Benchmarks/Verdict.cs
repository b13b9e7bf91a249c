namespace Drayage.Benchmarks;

/// <summary>A figure beside what it ought to be.</summary>
/// <param name="Target">What was measured.</param>
/// <param name="Measured">The figure.</param>
/// <param name="Wanted">Its bound.</param>
/// <param name="Met">Whether it keeps to it.</param>
internal sealed record Verdict(string Target, double Measured, double Wanted, bool Met)
{
    private const double Mebibyte = 1 << 20;
    private const double MostMebibytes = 100;

    /// <summary>Peak memory, at most 100 MiB.</summary>
    public static Verdict Memory(params System.Collections.Immutable.ImmutableArray<Measuring.Standing> standings) =>
        AtMost("MiB of memory", standings.Max(standing => standing.PeakBytes) / Mebibyte, MostMebibytes);

    public static Verdict AtMost(string target, double measured, double wanted) => new(target + " at most", measured, wanted, measured <= wanted);

    public static Verdict AtLeast(string target, double measured, double wanted) => new(target + " at least", measured, wanted, measured >= wanted);
}
