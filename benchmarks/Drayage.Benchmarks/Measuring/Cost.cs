namespace Drayage.Benchmarks.Measuring;

/// <summary>What one run took: seconds on the wall, and processor seconds of the program and all it started.</summary>
internal sealed record Cost(double WallSeconds, double CpuSeconds);
