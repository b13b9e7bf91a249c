using System.Globalization;
using System.Text.RegularExpressions;

namespace Drayage.Cli.Faults;

/// <summary>A time as fault scripts write it: <c>500ms</c>, <c>2s</c>, <c>-3m</c>, <c>1h</c>.</summary>
internal sealed partial record FaultDuration(TimeSpan Time)
{
    public static FaultDuration Parse(string text)
    {
        if (Grammar().Match(text) is not { Success: true } match)
            throw new FormatException($"'{text}' is no time: write a number with ms, s, m or h, such as 500ms");
        var number = double.Parse(match.Groups["number"].ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture);
        return new FaultDuration(match.Groups["unit"].Value switch
        {
            "ms" => TimeSpan.FromMilliseconds(number),
            "s" => TimeSpan.FromSeconds(number),
            "m" => TimeSpan.FromMinutes(number),
            _ => TimeSpan.FromHours(number),
        });
    }

    [GeneratedRegex(@"\A(?<number>-?[0-9]{1,6}(\.[0-9]{1,6})?)(?<unit>ms|s|m|h)\z", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Grammar();
}
