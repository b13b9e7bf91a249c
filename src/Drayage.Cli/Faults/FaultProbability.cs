using System.Globalization;

namespace Drayage.Cli.Faults;

/// <summary>A probability above 0 and at most 1.</summary>
internal sealed record FaultProbability(double Value)
{
    public static FaultProbability Parse(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= 1
            ? new FaultProbability(number)
            : throw new FormatException($"'{text}' is no probability: write a number above 0 and at most 1");
}
