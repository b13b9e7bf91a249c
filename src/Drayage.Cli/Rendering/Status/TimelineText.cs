using Drayage.Pipeline.Journaling.Timelines;

namespace Drayage.Cli.Rendering.Status;

/// <summary>Tells a timeline line by line. Times are UTC.</summary>
internal static class TimelineText
{
    private const int RunnerWidth = 24;

    public static void Write(TextWriter output, Timeline timeline)
    {
        foreach (var taking in timeline.Takings)
            output.WriteLine($"{taking.At.UtcDateTime:yyyy-MM-dd HH:mm:ss.fff}  taken up by {taking.Runner}, token {taking.Token}");
        foreach (var consignment in timeline.Consignments)
        {
            output.WriteLine();
            output.WriteLine($"{consignment.Consignment}, {consignment.Begun.UtcDateTime:yyyy-MM-dd HH:mm:ss} for {Seconds(consignment.Ended - consignment.Begun)}");
            foreach (var entry in consignment.Entries)
                output.WriteLine(Line(entry).TrimEnd());
        }

        output.WriteLine();
    }

    private static string Line(TimelineEntry entry) =>
        $"  {entry.At.UtcDateTime:HH:mm:ss.fff}  {entry.Runner.PadRight(RunnerWidth)}  {entry.Event,-10}  {entry.Effect}"
        + $"{(entry.Elapsed is { } elapsed ? $" after {Seconds(elapsed)}" : "")}{(entry.Note is null ? "" : $": {entry.Note}")}";

    private static string Seconds(TimeSpan span) => $"{span.TotalSeconds:0.000} s";
}
