using Drayage.Pipeline.Statistics;
using Xunit;

namespace Drayage.Tests.Pipeline.Statistics;

public sealed class ServedDownloadTests
{
    private const string Asset = "/example/tide/releases/download/v1.4.0/tide.tar.gz";

    [Theory]
    [InlineData("/v2/ghcr.io/example/tide/manifests/1.4.0", "ghcr.io", "example/tide", "1.4.0")]
    [InlineData("/python/pypi/files/tide/tide-1.4.0-py3-none-any.whl", "pypi", "tide", "tide-1.4.0-py3-none-any.whl")]
    [InlineData("/npm/npm/@example/tide/-/tide-1.4.0.tgz", "npm", "@example/tide", "tide-1.4.0.tgz")]
    [InlineData("/npm/npm/@example%2ftide/-/tide-1.4.0.tgz", "npm", "@example/tide", "tide-1.4.0.tgz")]
    [InlineData("/crates/crates/dl/tide/1.4.0/download", "crates", "tide", "1.4.0")]
    [InlineData("/crates/crates/api/v1/crates/tide/1.4.0/download?x=1", "crates", "tide", "1.4.0")]
    [InlineData("/nuget/nuget/v3/flatcontainer/tide.net/1.4.0/tide.net.1.4.0.nupkg", "nuget", "tide.net", "1.4.0")]
    [InlineData("/example/tide/releases/download/go/v1.4.0/tide.tar.gz", "github", "example/tide", "go/v1.4.0/tide.tar.gz")]
    public void Downloads_are_told_by_their_addresses(string path, string destination, string package, string item)
    {
        var count = Assert.Single(ServedDownload.Count([Line(path), Line(path, day: 2), Line(path, "HEAD"), Line(path, status: 404), Line(path, status: 206)]));

        Assert.Equal((destination, package, item, 2L), (count.Destination, count.Package, count.Item, count.Total));
        Assert.Equal([1, 2], count.Days.Keys.Select(day => day.Day));
    }

    [Theory]
    [InlineData("/v2/ghcr.io/example/tide/manifests/sha256:0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("/v2/ghcr.io/example/tide/blobs/sha256:00")]
    [InlineData("/python/pypi/files/tide/tide-1.4.0-py3-none-any.whl.metadata")]
    [InlineData("/python/pypi/simple/tide/")]
    [InlineData("/npm/npm/@example/tide")]
    [InlineData("/api/v3/repos/example/tide/releases")]
    [InlineData("/nuget/nuget/v3/flatcontainer/tide.net/index.json")]
    public void Looks_are_none(string path) => Assert.Empty(ServedDownload.Count([Line(path)]));

    [Fact]
    public void A_day_of_the_log_without_a_download_had_none()
    {
        var count = ServedDownload.Count([Line("/", day: 1), Line(Asset, day: 2), Line(Asset, day: 4), Line("/", day: 5)]);

        Assert.Equal([0L, 1, 0, 1, 0], Assert.Single(count).Days.Values);
        Assert.Empty(ServedDownload.Count([]));
    }

    [Fact]
    public void Several_logs_are_counted_together()
    {
        var other = Asset + ".sig";

        var together = ServedDownload.Together([.. ServedDownload.Count([Line(Asset, day: 1)]), .. ServedDownload.Count([Line(Asset, day: 2), Line(Asset, day: 1), Line(other, day: 2)])]);

        Assert.Equal([3L, 1], together.Select(count => count.Total));
        Assert.Equal([2L, 1], together[0].Days.Values);
        Assert.Equal([0L, 1], together[1].Days.Values);
    }

    [Fact]
    public void A_damaged_line_is_named() =>
        Assert.StartsWith("line 2 is no request", Assert.Throws<FormatException>(() => ServedDownload.Count([Line("/x"), "{"])).Message, StringComparison.Ordinal);

    private static string Line(string path, string method = "GET", int status = 200, int day = 1) =>
        new LoggedRequest(new DateTimeOffset(2026, 3, day, 23, 0, 0, TimeSpan.Zero), method, path, status, 12).Write().TrimEnd();
}
