using System.Collections.Immutable;
using Drayage.Ecosystems.GitHub;
using Drayage.Ecosystems.GitHub.Charts;
using Drayage.Model;
using Drayage.Model.Artifacts;
using Drayage.Pipeline.Configuration;
using Drayage.Pipeline.Publishing;
using Xunit;

namespace Drayage.Tests.Ecosystems.GitHub.Charts;

public sealed class ChartIndexDestinationTests
{
    private readonly ChartIndexDestination kind = new();

    [Fact]
    public void A_chart_is_listed_after_the_release_that_carries_it()
    {
        var planned = Assert.Single(kind.Plan(Settings(), Context([GitHub("github")])));

        Assert.Equal(("charts/tide", "example/tidewater", "1.2.0"), (planned.Id, planned.Address, planned.Version));
        Assert.Equal(["tide-1.2.0.tgz"], planned.Artifacts);
        Assert.Equal(["github/v1.2.0"], planned.Needs);
        Assert.Equal("https://example.github.io/tidewater/", planned.Options["site"]);
        Assert.Equal("2023-11-14T22:13:20Z", planned.Options["created"]);
    }

    [Theory]
    [InlineData("site", "https://charts.example.org/tide", "https://charts.example.org/tide/")]
    [InlineData("path", "stable/index.yaml", "https://example.github.io/tidewater/stable/")]
    [InlineData("repository", "Example/example.github.io", "https://example.github.io/")]
    public void The_site_follows_from_where_the_index_is(string key, string value, string site) =>
        Assert.Equal(site, Assert.Single(kind.Plan(Settings((key, value)), Context([GitHub("github")]))).Options["site"]);

    [Fact]
    public void Releases_whose_files_cannot_be_listed_are_refused()
    {
        Refused("there are 0 destinations of kind github", []);
        Refused("there are 2 destinations of kind github", [GitHub("github"), GitHub("other")]);
        Refused("drafts, whose files nobody can fetch", [GitHub("github", ("draft", "true"))]);
        Refused("one rolling release", [GitHub("github", ("rolling", "edge"))]);
        Refused("component chart does not go to other", [GitHub("other")]);
        Refused("'nowhere' is no destination of kind github", [GitHub("github")], ("releases", "nowhere"));
    }

    [Theory]
    [InlineData("path", "../index.yaml")]
    [InlineData("branch", "a..b")]
    [InlineData("site", "example.org")]
    public void Mistakes_are_told(string key, string value) => Assert.Single(DeliveryContexts.Read(kind, "charts", (key, value)).Problems);

    private void Refused(string because, ImmutableArray<DestinationSettings> destinations, params (string, string)[] entries)
    {
        var refused = Assert.Throws<ReleaseException>(() => kind.Plan(Settings(entries), Context(destinations)));
        Assert.Equal(ExitCode.Usage, refused.Code);
        Assert.Contains(because, refused.Because, StringComparison.Ordinal);
    }

    private static DestinationContext Context(ImmutableArray<DestinationSettings> destinations)
    {
        var chart = DeliveryContexts.Component("chart", "1.2.0", "tide", [], (ArtifactKind.Chart, "tide-1.2.0.tgz"), (ArtifactKind.OciArtifact, "tide-oci"));
        var context = DeliveryContexts.Of(chart with { Settings = chart.Settings with { To = ["github", "charts"] } });
        return context with { Project = context.Project with { Destinations = destinations } };
    }

    private static DestinationSettings GitHub(string id, params (string, string)[] entries) => DeliveryContexts.Read(new GitHubDestination(), id, entries).Settings;

    private ChartIndexSettings Settings(params (string, string)[] entries) => (ChartIndexSettings)DeliveryContexts.Read(kind, "charts", entries).Settings;
}
