namespace Drayage.Benchmarks.Measuring;

internal static class Median
{
    /// <summary>The middle one; of an even number the mean of the two middle ones.</summary>
    public static double Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        int middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
