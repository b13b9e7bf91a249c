using System.Globalization;

namespace Drayage.Tests.Storms;

/// <summary>How much of the long tests is run: a sample, or what <c>./build storms</c> asks for.</summary>
internal static class StormSize
{
    // Long waits cost no processor.
    public const int SideBySide = 8;

    public static int Runs { get; } = Number("DRAYAGE_STORM_RUNS", 25);

    public static int FirstSeed { get; } = Number("DRAYAGE_STORM_SEED", 1);

    /// <summary>Whether every operation is struck by itself.</summary>
    public static bool IsWhole { get; } = Environment.GetEnvironmentVariable("DRAYAGE_STORM_RUNS") is not null;

    private static int Number(string variable, int otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { } text ? int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture) : otherwise;
}
