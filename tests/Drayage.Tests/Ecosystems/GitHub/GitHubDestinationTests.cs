using System.Collections.Immutable;
using Drayage.Ecosystems.GitHub;
using Drayage.Model;
using Drayage.Model.Artifacts;
using Drayage.Pipeline.Configuration;
using Drayage.Pipeline.Detection;
using Drayage.Pipeline.Publishing;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Ecosystems.GitHub;

public sealed class GitHubDestinationTests : IDisposable
{
    private readonly GitHubDestination kind = new();
    private readonly TemporaryDirectory work = new();

    [Fact]
    public void One_consignment_a_tag_with_all_files_the_checksums_and_the_waybill()
    {
        var context = DeliveryContexts.Of(
            DeliveryContexts.Component("cli", "1.2.0", "cli", [], (ArtifactKind.Archive, "cli.tar.gz"), (ArtifactKind.Image, "cli-image")),
            DeliveryContexts.Component("client", "1.2.0", "client", [], (ArtifactKind.Wheel, "client-*.whl"), (ArtifactKind.OciArtifact, "chart-oci"))) with
        {
            Checksums = ImmutableDictionary<string, string>.Empty.Add("v1.2.0", "SHA256SUMS"),
        };

        var planned = Assert.Single(kind.Plan(Settings(), context));

        Assert.Equal(("github/v1.2.0", "example/tidewater", "1.2.0"), (planned.Id, planned.Address, planned.Version));
        Assert.Equal(["cli.tar.gz", "client-*.whl", "SHA256SUMS"], planned.Artifacts);
        Assert.True(planned is { HasOpen: true, CarriesWaybill: true });
        Assert.Equal(["published"], planned.Points);
        Assert.Equal("tidewater 1.2.0", planned.Options["title"]);
        Assert.Equal(DeliveryContexts.Commit, planned.Options["commit"]);
    }

    [Theory]
    [InlineData("1.2.0", "", "auto", "auto", "false", "true")]
    [InlineData("1.2.0", "1.1.0 1.3.0-rc.1", "auto", "auto", "false", "true")]
    [InlineData("1.2.1", "1.2.0 1.3.0", "auto", "auto", "false", "false")]
    [InlineData("1.3.0-rc.1", "1.2.0", "auto", "auto", "true", "false")]
    [InlineData("1.3.0-rc.1", "1.2.0", "auto", "true", "true", "false")]
    [InlineData("1.2.1", "1.3.0", "auto", "true", "false", "true")]
    [InlineData("1.2.0", "", "true", "auto", "true", "false")]
    [InlineData("1.2.0", "", "auto", "false", "false", "false")]
    public void Prerelease_and_latest_follow_from_the_versions_unless_told(
        string version, string released, string prerelease, string latest, string isPreRelease, string isLatest)
    {
        var component = DeliveryContexts.Component("cli", version, "cli", released.Split(' ', StringSplitOptions.RemoveEmptyEntries), (ArtifactKind.Archive, "a.zip"));

        var planned = Assert.Single(kind.Plan(Settings(("prerelease", prerelease), ("latest", latest)), DeliveryContexts.Of(component)));

        Assert.Equal((isPreRelease, isLatest), (planned.Options["prerelease"], planned.Options["latest"]));
    }

    [Fact]
    public void A_component_with_its_own_versions_is_not_the_latest_beside_the_project()
    {
        var project = DeliveryContexts.Component("cli", "1.0.0", "cli", [], (ArtifactKind.Archive, "a.zip"));
        var own = DeliveryContexts.Component("sdk", "7.0.0", "sdk", [], (ArtifactKind.Archive, "b.zip"));
        own = own with { Settings = own.Settings with { OwnVersion = new VersionSource.Manifest() } };

        var planned = kind.Plan(Settings(), DeliveryContexts.Of(project, own));

        Assert.Equal(["true", "false"], planned.Select(consignment => consignment.Options["latest"]));
        Assert.Equal("true", Assert.Single(kind.Plan(Settings(), DeliveryContexts.Of(own))).Options["latest"]);
    }

    [Fact]
    public void A_draft_has_no_point() =>
        Assert.Empty(Assert.Single(kind.Plan(Settings(("draft", "true")), DeliveryContexts.Of(Component()))).Points);

    [Fact]
    public void Titles_are_templates() => Assert.Equal(
        "cli 1.2.0 (v1.2.0, 2023-11-14)",
        Assert.Single(kind.Plan(Settings(("title", "{{ component }} {{ version }} ({{ tag }}, {{ date }})")), DeliveryContexts.Of(Component()))).Options["title"]);

    [Fact]
    public void Notes_come_from_the_file_that_is_named()
    {
        work.Write("docs/1.2.0.md", "# What is new\n\nMuch.\n");
        var context = DeliveryContexts.Of(Component()) with { Tree = new SourceTree(work.Path, ["docs/1.2.0.md"]) };

        Assert.Equal("# What is new\n\nMuch.", Assert.Single(kind.Plan(Settings(("notes-file", "docs/{{ version }}.md")), context)).Options["notes"]);
        var missing = Assert.Throws<ReleaseException>(() => kind.Plan(Settings(("notes-file", "docs/{{ major }}.md")), context));
        Assert.Contains("docs/1.md", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_repository_there_is_no_plan()
    {
        var context = DeliveryContexts.Of(Component());
        context = context with { Project = context.Project with { Repository = null } };

        var refused = Assert.Throws<ReleaseException>(() => kind.Plan(Settings(), context));

        Assert.Equal(ExitCode.Usage, refused.Code);
        Assert.StartsWith("drayage.yaml:4:5", refused.Because, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("repository", "https://github.com/a/b")]
    [InlineData("repository", "a/b.git")]
    [InlineData("api", "api.github.com")]
    [InlineData("token", "ghp_0123456789")]
    [InlineData("latest", "maybe")]
    public void Mistakes_are_told_without_repeating_secrets(string key, string value)
    {
        var (_, problems) = DeliveryContexts.Read(kind, "github", (key, value));

        Assert.DoesNotContain("ghp_", Assert.Single(problems).Message, StringComparison.Ordinal);
    }

    public void Dispose() => work.Dispose();

    private static ComponentDelivery Component() => DeliveryContexts.Component("cli", "1.2.0", "cli", [], (ArtifactKind.Archive, "a.zip"));

    private GitHubSettings Settings(params (string, string)[] entries)
    {
        var (settings, problems) = DeliveryContexts.Read(kind, "github", entries);
        Assert.Empty(problems);
        return (GitHubSettings)settings;
    }
}
