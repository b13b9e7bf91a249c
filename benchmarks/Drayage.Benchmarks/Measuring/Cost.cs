namespace Drayage.Benchmarks.Measuring;

/// <summary>What one run took.</summary>
/// <param name="WallSeconds">On the wall.</param>
/// <param name="CpuSeconds">Processor seconds of the program and all it started.</param>
/// <param name="ServerCpuSeconds">Processor seconds of the servers that it talked to, meanwhile.</param>
/// <param name="PeakBytes">The most memory that the program itself had in use, as last seen before it ended.</param>
internal sealed record Cost(double WallSeconds, double CpuSeconds, double ServerCpuSeconds, long PeakBytes);
