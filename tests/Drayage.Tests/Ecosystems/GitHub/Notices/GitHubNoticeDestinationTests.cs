using System.Text.Json;
using Drayage.Ecosystems.GitHub.Notices;
using Drayage.Model.Delivery;
using Drayage.Model.Events;
using Drayage.Pipeline.Publishing;
using Drayage.Testing;
using Drayage.Tests.Model.Events;
using Xunit;

namespace Drayage.Tests.Ecosystems.GitHub.Notices;

/// <summary>Issues, comments and discussions in the embedded GitHub.</summary>
public sealed class GitHubNoticeDestinationTests(RegistryFixture registry) : IClassFixture<RegistryFixture>, IDisposable
{
    private readonly GitHubNoticeDestination kind = new();
    private readonly AnnouncementScene scene = new(registry);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_issue_is_opened_and_found_again()
    {
        (string, string)[] entries = [("repository", "issue/opened"), ("labels", "release"), ("title", "Out: {{ version }}")];
        Assert.IsType<Probe.Absent>(await LookAsync(Events.Published, entries));

        await scene.TellAsync(kind, scene.Rehearsing, Events.Published, entries);

        var issue = Assert.Single(await ListAsync("issue/opened/issues"));
        Assert.Equal("Out: 0.4.0+b.1", issue.GetProperty("title").GetString());
        Assert.Equal("release", Assert.Single(issue.GetProperty("labels").EnumerateArray()).GetProperty("name").GetString());
        Assert.EndsWith($"<!-- drayage-event: {Events.Published.Id} -->", issue.GetProperty("body").GetString(), StringComparison.Ordinal);
        Assert.Equal(issue.GetProperty("html_url").GetString(), Assert.IsType<Probe.Same>(await LookAsync(Events.Published, entries)).Url);
        Assert.IsType<Probe.Absent>(await LookAsync(Events.All[1], entries));
    }

    [Fact]
    public async Task It_is_found_below_what_others_wrote()
    {
        await scene.TellAsync(kind, scene.Rehearsing, Events.Published, ("repository", "issue/busy"));
        await scene.TellAsync(kind, scene.Rehearsing, Events.Published, ("repository", "issue/busy"), ("issue", "1"));
        using var client = registry.NewClient();
        for (var number = 0; number < 120; number++)
        {
            (await client.PostAsync("api/v3/repos/issue/busy/issues", new StringContent("""{"title":"Other"}"""), Cancellation)).EnsureSuccessStatusCode();
            (await client.PostAsync("api/v3/repos/issue/busy/issues/1/comments", new StringContent("""{"body":"Other"}"""), Cancellation)).EnsureSuccessStatusCode();
        }

        Assert.IsType<Probe.Same>(await LookAsync(Events.Published, ("repository", "issue/busy")));
        Assert.IsType<Probe.Same>(await LookAsync(Events.Published, ("repository", "issue/busy"), ("issue", "1")));
        Assert.IsType<Probe.Absent>(await LookAsync(Events.Published, ("repository", "issue/busy"), ("issue", "2")));
    }

    [Fact]
    public async Task A_comment_begins_with_the_headline()
    {
        (string, string)[] entries = [("repository", "issue/comment"), ("issue", "12")];

        await scene.TellAsync(kind, scene.Rehearsing, Events.Published, entries);

        var body = Assert.Single(await ListAsync("issue/comment/issues/12/comments")).GetProperty("body").GetString()!;
        Assert.StartsWith(@"**tidewater 0.4.0\+b.1 is released**", body, StringComparison.Ordinal);
        Assert.Contains("#issuecomment-", Assert.IsType<Probe.Same>(await LookAsync(Events.Published, entries)).Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_nothing_comes_of_a_template_the_headline_is_told()
    {
        const string Empty = "{% if failures %}alas{% endif %}";

        await scene.TellAsync(kind, scene.Rehearsing, Events.Published, ("repository", "issue/empty"), ("title", Empty), ("message", Empty));
        await scene.TellAsync(kind, scene.Rehearsing, Events.Published, ("repository", "issue/empty"), ("issue", "12"), ("message", Empty));

        Assert.Contains(await ListAsync("issue/empty/issues"), issue => issue.GetProperty("title").GetString() == "tidewater 0.4.0+b.1 is released");
        var comment = Assert.Single(await ListAsync("issue/empty/issues/12/comments")).GetProperty("body").GetString()!;
        Assert.StartsWith(@"**tidewater 0.4.0\+b.1 is released**", comment, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("named", "Announcements")]
    [InlineData("slug", "announcements")]
    [InlineData("other", "q-a")]
    public async Task A_discussion_is_opened_in_its_category(string repository, string category)
    {
        (string, string)[] entries = [("repository", $"talk/{repository}"), ("discussion", category)];
        using var client = registry.NewClient();
        (await client.PostAsync($"api/v3/repos/{entries[0].Item2}/issues", new StringContent("""{"title":"First"}"""), Cancellation)).EnsureSuccessStatusCode();
        Assert.IsType<Probe.Absent>(await LookAsync(Events.Published, entries));

        await scene.TellAsync(kind, scene.Rehearsing, Events.Published, entries);

        Assert.EndsWith("/discussions/2", Assert.IsType<Probe.Same>(await LookAsync(Events.Published, entries)).Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_category_that_there_is_not_is_told_with_those_that_there_are()
    {
        using var client = registry.NewClient();
        (await client.PostAsync("api/v3/repos/talk/news/issues", new StringContent("""{"title":"First"}"""), Cancellation)).EnsureSuccessStatusCode();

        var refused = await Assert.ThrowsAsync<DeliveryException>(() =>
            scene.TellAsync(kind, scene.Rehearsing, Events.Published, ("repository", "talk/news"), ("discussion", "News")));

        Assert.Equal(DeliveryFailure.Refused, refused.Failure);
        Assert.Contains("Announcements, General", refused.Because, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_in_a_value_calls_people_links_issues_or_breaks_the_markup()
    {
        var told = Events.Published with { Release = Events.Release with { Tag = "@octocat #12 GH-12 <b> [x](y) *z* https://a.example www.b.example 1. -->" } };

        await scene.TellAsync(kind, scene.Rehearsing, told, ("repository", "issue/hostile"), ("message", "{{ tag }}"));

        var body = Assert.Single(await ListAsync("issue/hostile/issues")).GetProperty("body").GetString();
        Assert.StartsWith(
            @"@&#8203;octocat #&#8203;12 GH&#8203;\-12 &lt;b&gt; \[x\](y) \*z\* https\://a.example www&#8203;.b.example 1. \-\-&gt;",
            body,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_token_is_told_without_the_token()
    {
        var refused = await Assert.ThrowsAsync<DeliveryException>(() => scene.TellAsync(
            kind, scene.Context(("T", "wrong-token-7")), Events.Published, ("repository", "no/token"), ("token", "env:T"), ("api", $"{registry.Address}api/v3")));

        Assert.Equal(DeliveryFailure.Refused, refused.Failure);
        Assert.Contains("401", refused.Because, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong-token-7", refused.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("issue", "1", "discussion", "General")]
    [InlineData("issue", "1", "title", "x")]
    [InlineData("discussion", "General", "labels", "x")]
    [InlineData("issue", "one", "events", "release.published")]
    public void What_does_not_go_together_is_refused(string key, string value, string other, string otherValue) =>
        Assert.NotEmpty(DeliveryContexts.Read(kind, "news", (key, value), (other, otherValue)).Problems);

    public void Dispose() => scene.Dispose();

    private Task<Probe> LookAsync(ReleaseEvent told, params (string Key, string Value)[] entries) =>
        scene.LookAsync(kind, scene.Rehearsing, told, entries);

    private async Task<JsonElement[]> ListAsync(string path)
    {
        using var client = registry.NewClient();
        using var document = JsonDocument.Parse(await client.GetStringAsync($"api/v3/repos/{path}", Cancellation));
        return [.. document.RootElement.Clone().EnumerateArray()];
    }
}
