using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Text;

namespace Drayage.Pipeline.Statistics;

/// <summary>
/// Downloads a day as an SVG drawing: a stepped line for each package, whose steps are as wide as what is known is coarse. Needs no
/// script, no font of its own, and no colour alone: every line is named.
/// </summary>
public static class DownloadPlot
{
    private const int Width = 960;
    private const int Height = 420;
    private const int Left = 72;
    private const int Right = 24;
    private const int Top = 56;
    private const int Bottom = 48;
    private const int LegendLine = 20;
    private const int Ticks = 5;
    private const int MostLines = 8;

    // Okabe and Ito's palette, told apart with every kind of colour vision.
    private static readonly string[] Colours = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000", "#8F8F8F"];

    /// <param name="title">Above the drawing.</param>
    /// <param name="histories">What was downloaded.</param>
    /// <param name="from">The first day.</param>
    /// <param name="to">The last day.</param>
    public static string Draw(string title, ImmutableArray<DownloadHistory> histories, DateOnly from, DateOnly to)
    {
        var lines = Lines(histories, from, to);
        var scale = new Scale(from, to, Step(lines.SelectMany(line => line.PerDay).DefaultIfEmpty(0).Max() ?? 0));
        var height = Height + (LegendLine * lines.Length);
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {height}\" width=\"{Width}\" height=\"{height}\" role=\"img\" font-family=\"system-ui, sans-serif\" font-size=\"13\" fill=\"#333333\">\n");
        svg.Append(CultureInfo.InvariantCulture, $"<title>{Escape(title)}</title>\n<rect width=\"100%\" height=\"100%\" fill=\"#FFFFFF\"/>\n<text x=\"{Left}\" y=\"32\" font-size=\"18\">{Escape(title)}</text>\n");
        Axes(svg, scale);
        foreach (var (line, place) in lines.Select((line, place) => (line, place)))
            Draw(svg, scale, line, place);
        if (lines.IsEmpty)
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Width / 2}\" y=\"{Height / 2}\" text-anchor=\"middle\">nothing is known of these days</text>\n");
        return svg.Append("</svg>\n").ToString();
    }

    /// <summary>The busiest packages by name, the others together.</summary>
    private static ImmutableArray<Line> Lines(ImmutableArray<DownloadHistory> histories, DateOnly from, DateOnly to)
    {
        var packages = histories
            .GroupBy(history => $"{history.Count.Destination}: {history.Count.Package}", StringComparer.Ordinal)
            .Select(package => new Line(package.Key, PerDay(package.SelectMany(history => history.Spans), from, to)))
            .Where(line => line.PerDay.Any(day => day is not null))
            .OrderByDescending(line => line.PerDay.Sum()).ThenBy(line => line.Name, StringComparer.Ordinal)
            .ToImmutableArray();
        if (packages.Length <= MostLines)
            return packages;
        var rest = packages[(MostLines - 1)..];
        return
        [
            .. packages[..(MostLines - 1)],
            new Line($"{rest.Length} others", [.. Enumerable.Range(0, rest[0].PerDay.Length).Select(day => rest.Any(line => line.PerDay[day] is not null) ? rest.Sum(line => line.PerDay[day]) : null)]),
        ];
    }

    /// <summary>A value a day; null where nothing is known.</summary>
    private static ImmutableArray<double?> PerDay(IEnumerable<DownloadSpan> spans, DateOnly from, DateOnly to)
    {
        var days = new double?[to.DayNumber - from.DayNumber + 1];
        foreach (var span in spans)
        {
            for (var day = Math.Max(0, span.From.DayNumber - from.DayNumber); day < Math.Min(days.Length, span.To.DayNumber - from.DayNumber); day++)
                days[day] = (days[day] ?? 0) + span.PerDay;
        }

        return [.. days];
    }

    private static void Axes(StringBuilder svg, Scale scale)
    {
        for (var tick = 0; tick <= Ticks; tick++)
        {
            var y = scale.Y(tick * scale.Step);
            svg.Append(CultureInfo.InvariantCulture, $"<line x1=\"{Left}\" y1=\"{y:0.#}\" x2=\"{Width - Right}\" y2=\"{y:0.#}\" stroke=\"{(tick == 0 ? "#333333" : "#DDDDDD")}\"/>\n");
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Left - 8}\" y=\"{y + 4:0.#}\" text-anchor=\"end\">{Number(tick * scale.Step)}</text>\n");
        }

        var every = Math.Max(1, (scale.Days + 6) / 7);
        for (var day = 0; day < scale.Days; day += every)
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{scale.X(day + 0.5):0.#}\" y=\"{Height - Bottom + 20}\" text-anchor=\"middle\">{scale.From.AddDays(day):yyyy-MM-dd}</text>\n");
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Width - Right}\" y=\"32\" text-anchor=\"end\" fill=\"#666666\">downloads a day, UTC</text>\n");
    }

    private static void Draw(StringBuilder svg, Scale scale, Line line, int place)
    {
        var path = new StringBuilder();
        for (var day = 0; day < line.PerDay.Length; day++)
        {
            if (line.PerDay[day] is not { } value)
                continue;
            // What follows a day of which nothing is known begins anew.
            var isJoined = day > 0 && line.PerDay[day - 1] is not null;
            path.Append(CultureInfo.InvariantCulture, $"{(isJoined ? "L" : "M")}{scale.X(day):0.#} {scale.Y(value):0.#}H{scale.X(day + 1):0.#}");
        }

        var (colour, y) = (Colours[place % Colours.Length], Height + (LegendLine * place));
        svg.Append(CultureInfo.InvariantCulture, $"<path d=\"{path}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"/>\n");
        svg.Append(CultureInfo.InvariantCulture, $"<line x1=\"{Left}\" y1=\"{y - 4}\" x2=\"{Left + 24}\" y2=\"{y - 4}\" stroke=\"{colour}\" stroke-width=\"3\"/>\n");
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Left + 34}\" y=\"{y}\">{Escape(line.Name)} ({Number(line.PerDay.Sum() ?? 0)})</text>\n");
    }

    /// <summary>A round distance between lines of the grid, so that the highest value fits below the top one.</summary>
    private static double Step(double highest)
    {
        var least = Math.Max(1, highest / Ticks);
        var power = Math.Pow(10, Math.Floor(Math.Log10(least)));
        return new[] { 1, 2, 5, 10 }.Select(factor => factor * power).First(step => step >= least - 1e-9);
    }

    private static string Number(double value) => Math.Round(value).ToString("#,0", CultureInfo.InvariantCulture);

    private static string Escape(string text) => WebUtility.HtmlEncode(text);

    private sealed record Line(string Name, ImmutableArray<double?> PerDay);

    private sealed record Scale(DateOnly From, DateOnly To, double Step)
    {
        public int Days => To.DayNumber - From.DayNumber + 1;

        public double X(double day) => Left + ((Width - Left - Right) * day / Days);

        public double Y(double value) => Height - Bottom - ((Height - Top - Bottom) * value / (Ticks * Step));
    }
}
