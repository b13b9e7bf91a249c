using System.Globalization;

namespace Drayage.Cli.Faults;

/// <summary>A whole number within bounds.</summary>
internal sealed record FaultNumber(int Value)
{
    public static FaultNumber Parse(string text, int least, int most) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? new FaultNumber(number)
            : throw new FormatException($"'{text}' is no number from {least} to {most}");
}
