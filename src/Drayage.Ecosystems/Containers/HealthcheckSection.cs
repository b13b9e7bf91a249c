using System.Collections.Immutable;
using System.Globalization;
using Drayage.Model.Planning;
using Drayage.Pipeline.Configuration.Reading;

namespace Drayage.Ecosystems.Containers;

/// <summary>The mapping under <c>healthcheck:</c>.</summary>
internal static class HealthcheckSection
{
    private static readonly (string Unit, TimeSpan Length)[] Units =
        [("ms", TimeSpan.FromMilliseconds(1)), ("s", TimeSpan.FromSeconds(1)), ("m", TimeSpan.FromMinutes(1)), ("h", TimeSpan.FromHours(1))];

    private static readonly Setting<ImmutableArray<string>> CommandKey = Settings.Texts("command", "Program and arguments; it is well when that ends with 0.");
    private static readonly Setting<string> ShellKey = Settings.Text("shell", "A command for the image's shell, instead of `command`.");
    private static readonly Setting<bool?> OffKey = Settings.Flag("off", "Switches the base's check off. Default: false.");
    private static readonly Setting<object> IntervalKey = Time("interval", "Time between checks, such as 30s or 1m30s.");
    private static readonly Setting<object> TimeoutKey = Time("timeout", "Time after which a check has failed.");
    private static readonly Setting<object> StartPeriodKey = Time("start-period", "Time for the start, during which failures do not count.");
    private static readonly Setting<string> RetriesKey = Settings.Text("retries", "Failures in a row that make it unwell.");

    public static SettingsSection Section { get; } = new(
        "healthcheck", "How the container is asked whether it is well.", [CommandKey, ShellKey, OffKey, IntervalKey, TimeoutKey, StartPeriodKey, RetriesKey]);

    public static ImageHealthcheck Read(SectionReader reader)
    {
        var command = reader.Get(CommandKey) is { IsDefault: false } given ? given : [];
        var ways = new[] { reader.Has(CommandKey), reader.Has(ShellKey), reader.Get(OffKey) is true }.Count(way => way);
        if (ways != 1)
            reader.Problems.Add(ways == 0 ? "the healthcheck checks nothing" : "the healthcheck checks in two ways", reader.At, "give one of `command`, `shell` and `off: true`");
        return new ImageHealthcheck
        {
            Test = reader.Get(OffKey) is true ? ["NONE"] : reader.Get(ShellKey) is { } shell ? ["CMD-SHELL", shell] : ["CMD", .. command],
            Interval = (TimeSpan?)reader.Get(IntervalKey),
            Timeout = (TimeSpan?)reader.Get(TimeoutKey),
            StartPeriod = (TimeSpan?)reader.Get(StartPeriodKey),
            Retries = ReadRetries(reader),
        };
    }

    /// <summary>Reads <c>1h2m3s4ms</c>, in this order and without the parts that are 0.</summary>
    /// <exception cref="FormatException">The text has another form.</exception>
    internal static TimeSpan ParseTime(string text)
    {
        var rest = text.AsSpan();
        var sum = TimeSpan.Zero;
        var last = TimeSpan.MaxValue;
        while (!rest.IsEmpty)
        {
            var digits = rest.IndexOfAnyExceptInRange('0', '9');
            if (digits is < 1 or > 6)
                throw Unreadable(text);
            var number = int.Parse(rest[..digits], NumberStyles.None, CultureInfo.InvariantCulture);
            rest = rest[digits..];
            var letters = rest.IndexOfAnyInRange('0', '9') is >= 0 and var next ? next : rest.Length;
            var unit = rest[..letters].ToString();
            rest = rest[letters..];
            var length = Units.FirstOrDefault(known => known.Unit == unit).Length;
            if (length == TimeSpan.Zero || length >= last)
                throw Unreadable(text);
            last = length;
            sum += number * length;
        }
        return sum > TimeSpan.Zero ? sum : throw Unreadable(text);
    }

    private static Setting<object> Time(string key, string summary) => Settings.Parsed<object>(key, summary, text => ParseTime(text));

    private static int? ReadRetries(SectionReader reader)
    {
        if (reader.Get(RetriesKey) is not { } text)
            return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var retries) && retries > 0)
            return retries;
        reader.Problems.Add($"'{text}' is no number of retries", reader.LocationOf(RetriesKey), "write for instance 3");
        return null;
    }

    private static FormatException Unreadable(string text) => new($"'{text}' is no time; write for instance 30s, 1m30s or 500ms");
}
