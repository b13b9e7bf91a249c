using System.Globalization;
using System.Xml.Linq;
using Drayage.Pipeline.Statistics;
using Xunit;

namespace Drayage.Tests.Pipeline.Statistics;

public sealed class DownloadPlotTests
{
    private static readonly DateOnly From = new(2026, 3, 1);
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void Every_package_has_a_line_and_a_name_and_the_busiest_comes_first()
    {
        var drawing = Draw(History("small", (0, 1, 5)), History("<big> & co", (0, 1, 40), (2, 6, 400)));

        var names = drawing.Descendants(Svg + "text").Select(text => text.Value).Where(text => text.StartsWith("pypi: ", StringComparison.Ordinal));
        Assert.Equal(["pypi: <big> & co (440)", "pypi: small (5)"], names);
        var paths = drawing.Descendants(Svg + "path").Select(path => path.Attribute("d")!.Value).ToArray();
        // A day of which nothing is known leaves a gap; a span of four days is a step of one height.
        Assert.Equal(2, paths[0].Count(letter => letter == 'M'));
        Assert.Equal(2, Heights(paths[0]).Distinct().Count());
    }

    [Fact]
    public void Steps_are_as_high_as_the_scale_says()
    {
        var drawing = Draw(History("tide", (0, 1, 100), (1, 2, 50)));

        var heights = Heights(Assert.Single(drawing.Descendants(Svg + "path")).Attribute("d")!.Value);
        var grid = drawing.Descendants(Svg + "line").Where(line => line.Attribute("x2")!.Value == "936").Select(line => double.Parse(line.Attribute("y1")!.Value, CultureInfo.InvariantCulture)).ToArray();
        Assert.Equal("100", drawing.Descendants(Svg + "text").Where(text => text.Attribute("text-anchor")?.Value == "end" && text.Attribute("x")!.Value == "64").Last().Value);
        Assert.Equal(grid.Min(), heights[0], 1);
        Assert.Equal((grid.Min() + grid.Max()) / 2, heights[1], 0);
    }

    [Fact]
    public void Many_packages_are_drawn_together()
    {
        var drawing = Draw([.. Enumerable.Range(1, 20).Select(number => History($"p{number}", (0, 1, number)))]);

        Assert.Equal(8, drawing.Descendants(Svg + "path").Count());
        Assert.Contains("13 others (91)", drawing.Descendants(Svg + "text").Select(text => text.Value));
    }

    [Fact]
    public void Nothing_known_is_said() => Assert.Contains("nothing is known of these days", Draw().Descendants(Svg + "text").Select(text => text.Value));

    private static double[] Heights(string path) =>
        [.. path.Split('M', 'L').Where(part => part.Length > 0).Select(part => double.Parse(part.Split(' ')[1].Split('H')[0], CultureInfo.InvariantCulture))];

    private static XElement Draw(params DownloadHistory[] histories) => XElement.Parse(DownloadPlot.Draw("Downloads", [.. histories], From, From.AddDays(9)));

    private static DownloadHistory History(string package, params (int From, int To, long Count)[] spans) => new(
        new DownloadCount { Destination = "pypi", Package = package, Item = "" },
        [.. spans.Select(span => new DownloadSpan(From.AddDays(span.From), From.AddDays(span.To), span.Count))]);
}
