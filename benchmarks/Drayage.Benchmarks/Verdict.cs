namespace Drayage.Benchmarks;

/// <summary>A figure beside what it ought to be.</summary>
/// <param name="Target">What was measured.</param>
/// <param name="Measured">The figure.</param>
/// <param name="Wanted">Its bound.</param>
/// <param name="Met">Whether it keeps to it.</param>
internal sealed record Verdict(string Target, double Measured, double Wanted, bool Met)
{
    public static Verdict AtMost(string target, double measured, double wanted) => new(target + " at most", measured, wanted, measured <= wanted);

    public static Verdict AtLeast(string target, double measured, double wanted) => new(target + " at least", measured, wanted, measured >= wanted);
}
