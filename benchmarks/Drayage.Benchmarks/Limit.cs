namespace Drayage.Benchmarks;

/// <summary>The least time that the machine itself allows for a race.</summary>
/// <param name="Name">What takes it.</param>
/// <param name="Seconds">On the wall.</param>
internal sealed record Limit(string Name, double Seconds);
