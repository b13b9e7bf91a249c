namespace Drayage.Acceptance.Delivery;

/// <summary>How much of the kill matrices is run.</summary>
internal static class KillSize
{
    /// <summary>Every point, as <c>./build storms</c> asks; a sample otherwise.</summary>
    public static bool IsWhole { get; } = Environment.GetEnvironmentVariable("DRAYAGE_STORM_RUNS") is not null;
}
