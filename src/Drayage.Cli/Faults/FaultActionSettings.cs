using System.Collections.Immutable;
using Drayage.Pipeline.Configuration.Reading;
using Drayage.Registries.Faults.Scripts;

namespace Drayage.Cli.Faults;

/// <summary>The keys of a rule that say what happens: <c>fault</c>, and the values that this fault takes.</summary>
internal static class FaultActionSettings
{
    private const int Lowest = 400;
    private const int Highest = 599;

    private static readonly Setting<FaultNumber> Status = Settings.Parsed("status", "Status that is answered: for status, for lost-response (default 502), and for down (default 503).", text => FaultNumber.Parse(text, Lowest, Highest));
    private static readonly Setting<string> Body = Settings.Text("body", "Body of a status. Default: what the protocol says with it.");
    private static readonly Setting<FaultDuration> RetryAfter = Settings.Parsed("retry-after", "Retry-After header of a status or of down, in whole seconds. Default: none.", FaultDuration.Parse);
    private static readonly Setting<FaultDuration> For = Settings.Parsed("for", "How long: for delay, and for hold.", FaultDuration.Parse);
    private static readonly Setting<FaultNumber> After = Settings.Parsed("after", "Bytes before it happens: of the body for truncate (default 1), that may still be written for disk-full (default 0).", text => FaultNumber.Parse(text, 0, int.MaxValue));
    private static readonly Setting<FaultNumber> At = Settings.Parsed("at", "Which byte is changed by wrong-bytes, counted from 0; the last one where the body is shorter. Default: 0.", text => FaultNumber.Parse(text, 0, int.MaxValue));
    private static readonly Setting<FaultNumber> Rate = Settings.Parsed("rate", "Bytes a second of slow.", text => FaultNumber.Parse(text, 1, int.MaxValue));
    private static readonly Setting<FaultDuration> By = Settings.Parsed("by", "How far clock-skew sets the clock forward; backward with a minus.", FaultDuration.Parse);
    private static readonly Setting<bool?> Refuse = Settings.Flag("refuse", "Whether nobody answers at all while down: the connection is reset. Default: false.");

    // Which values each fault takes, and which of them it cannot do without.
    private static readonly ImmutableSortedDictionary<string, (Setting[] Needed, Setting[] Taken)> Values = new Dictionary<string, (Setting[], Setting[])>(StringComparer.Ordinal)
    {
        ["status"] = ([Status], [Body, RetryAfter]),
        ["delay"] = ([For], []),
        ["reset-before"] = ([], []),
        ["reset-after"] = ([], []),
        ["lost-response"] = ([], [Status]),
        ["hold"] = ([For], []),
        ["truncate"] = ([], [After]),
        ["wrong-bytes"] = ([], [At]),
        ["disk-full"] = ([], [After]),
        ["clock-skew"] = ([By], []),
        ["slow"] = ([Rate], []),
        ["down"] = ([], [Status, RetryAfter, Refuse]),
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    private static readonly Setting<string> Fault = Settings.Choice("fault", "What happens to the request. status answers so; delay waits first; reset-before and reset-after cut the connection before or after the request is carried out; lost-response answers with an error what was carried out; hold carries out and never answers; truncate and wrong-bytes spoil a served body; disk-full fails to store; clock-skew sets the clock wrong; slow lets bytes trickle; down is nobody there.", [.. Values.Keys]);

    public static ImmutableArray<Setting> All { get; } = [Fault, Status, Body, RetryAfter, For, After, At, Rate, By, Refuse];

    public static FaultAction Read(SectionReader reader)
    {
        if (!reader.Has(Fault))
            reader.Problems.Add("the rule lacks 'fault'", reader.At, $"one of {string.Join(", ", Values.Keys)}");
        var fault = reader.Get(Fault);
        if (fault is not null)
            CheckValues(reader, fault);
        // Each is read once: reading reports what is wrong with it.
        var (status, after) = (reader.Get(Status)?.Value, reader.Get(After)?.Value);
        var (time, retryAfter) = (TimeOf(reader, For), TimeOf(reader, RetryAfter));
        return fault switch
        {
            "delay" => new FaultAction.Delay(time ?? TimeSpan.Zero),
            "reset-before" => new FaultAction.ResetBefore(),
            "reset-after" => new FaultAction.ResetAfter(),
            "lost-response" => new FaultAction.LostResponse(status ?? 502),
            "hold" => new FaultAction.Hold(time ?? TimeSpan.Zero),
            "truncate" => new FaultAction.Truncate(after ?? 1),
            "wrong-bytes" => new FaultAction.WrongBytes(reader.Get(At)?.Value ?? 0),
            "disk-full" => new FaultAction.DiskFull(after ?? 0),
            "clock-skew" => new FaultAction.ClockSkew(reader.Get(By)?.Time ?? TimeSpan.Zero),
            "slow" => new FaultAction.Slow(reader.Get(Rate)?.Value ?? 1),
            "down" => new FaultAction.Down(IsRefusing(reader) ? null : status ?? 503, retryAfter),
            // Whatever is wrong has been reported by now, and nothing is made of it.
            _ => new FaultAction.Status(status ?? Highest, reader.Get(Body), retryAfter),
        };
    }

    private static void CheckValues(SectionReader reader, string fault)
    {
        var (needed, taken) = Values[fault];
        foreach (var missing in needed.Where(setting => !reader.Has(setting)))
            reader.Problems.Add($"fault {fault} lacks '{missing.Key}'", reader.LocationOf(Fault), missing.Summary);
        foreach (var foreign in All.Where(setting => setting != Fault && reader.Has(setting) && !needed.Contains(setting) && !taken.Contains(setting)))
            reader.Problems.Add($"fault {fault} takes no '{foreign.Key}'", reader.LocationOf(foreign), Takes(needed, taken));
    }

    private static bool IsRefusing(SectionReader reader)
    {
        var refuses = reader.Get(Refuse) is true;
        if (refuses && reader.Has(Status))
            reader.Problems.Add("a destination that refuses connections answers no status", reader.LocationOf(Status), "leave out 'status' or 'refuse'");
        return refuses;
    }

    private static TimeSpan? TimeOf(SectionReader reader, Setting<FaultDuration> setting)
    {
        var time = reader.Get(setting)?.Time;
        if (time < TimeSpan.Zero)
            reader.Problems.Add($"'{setting.Key}' is below zero", reader.LocationOf(setting), "only 'by' may have a minus");
        return time;
    }

    private static string Takes(Setting[] needed, Setting[] taken) =>
        needed.Length + taken.Length == 0 ? "it takes nothing" : $"it takes {string.Join(", ", needed.Concat(taken).Select(setting => setting.Key))}";
}
