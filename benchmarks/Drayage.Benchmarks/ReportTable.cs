using System.Globalization;
using Drayage.Benchmarks.Measuring;

namespace Drayage.Benchmarks;

/// <summary>A report for people. Columns that no contender has a figure for are left out.</summary>
internal sealed class ReportTable(Report report)
{
    private const double Mebibyte = 1024 * 1024;

    private static readonly (string Head, Func<Standing, string?> Cell)[] Columns =
    [
        ("wall", s => Time(s.WallSeconds)),
        ("fastest", s => Time(s.FastestWallSeconds)),
        ("slowest", s => Time(s.SlowestWallSeconds)),
        ("cpu", s => Time(s.CpuSeconds)),
        ("x wall", s => Text($"{s.WallRatio:F2}")),
        ("x cpu", s => Text($"{s.CpuRatio:F2}")),
        ("server cpu", s => s.ServerCpuSeconds > 0 ? Time(s.ServerCpuSeconds) : null),
        ("peak MiB", s => s.PeakBytes > 0 ? Text($"{s.PeakBytes / Mebibyte:F0}") : null),
        ("requests", s => s.Traffic is { } traffic ? Text($"{traffic.Requests}") : null),
        ("MiB sent", s => s.Traffic is { } traffic ? Text($"{traffic.BytesSent / Mebibyte:F1}") : null),
        ("MiB got", s => s.Traffic is { } traffic ? Text($"{traffic.BytesReceived / Mebibyte:F1}") : null),
        ("outcome", s => s.Outcome),
    ];

    public void Write(TextWriter output)
    {
        output.WriteLine($"{report.Name}: {report.Setting}");
        WriteStandings(output);
        foreach (Figure figure in report.Figures)
        {
            output.WriteLine($"  {figure.Name,-44} {string.Join("   ", figure.Values.Select(pair => Text($"{pair.Key} {pair.Value:G4}")))} {figure.Unit}");
        }

        foreach ((string name, long size) in report.Sizes.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            output.WriteLine(Text($"  {name,-28} {size / 1e6,7:F1} MB on disk"));
        }

        foreach (Limit limit in report.Limits)
        {
            output.WriteLine($"  the machine allows {Time(limit.Seconds),10}: {limit.Name}");
        }

        foreach (Verdict verdict in report.Verdicts)
        {
            output.WriteLine(Text($"  {(verdict.Met ? "met   " : "MISSED")} {verdict.Target} {verdict.Wanted:G4}: {verdict.Measured:G4}"));
        }

        output.WriteLine();
    }

    private void WriteStandings(TextWriter output)
    {
        if (report.Standings.IsEmpty)
        {
            return;
        }

        var shown = Columns.Where(column => report.Standings.Any(standing => column.Cell(standing) is not null)).ToList();
        output.WriteLine($"  {"",-28} {string.Join(' ', shown.Select(column => $"{column.Head,10}"))}");
        foreach (Standing standing in report.Standings)
        {
            output.WriteLine($"  {standing.Name,-28} {string.Join(' ', shown.Select(column => $"{column.Cell(standing) ?? "-",10}"))}");
        }
    }

    private static string Time(double seconds) => seconds < 1 ? Text($"{seconds * 1000:F1} ms") : Text($"{seconds:F2} s");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
