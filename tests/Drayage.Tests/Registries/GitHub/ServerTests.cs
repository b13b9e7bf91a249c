using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Drayage.Registries.Hosting;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Registries.GitHub;

/// <summary>Credentials, limits, repositories and workflow starts over REST and GraphQL.</summary>
public sealed class ServerTests : IAsyncLifetime
{
    private readonly ManualClock clock = new();
    private readonly ConcurrentQueue<WorkflowDispatch> dispatched = new();
    private RegistryFixture registry = null!;
    private GitHubClient github = null!;

    public async ValueTask InitializeAsync()
    {
        registry = await RegistryFixture.StartAsync(options => options with { Clock = clock, Dispatched = dispatched.Enqueue, GitHubRequestsPerHour = 5 });
        github = new GitHubClient(registry);
    }

    [Fact]
    public async Task Every_usual_scheme_is_taken()
    {
        using var client = registry.NewClient(authenticated: false);
        foreach (var scheme in new[] { "token", "Bearer" })
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(scheme, RegistryFixture.Token);
            using var response = await client.GetAsync("api/v3/user");
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.Contains("repo", response.Headers.GetValues("X-OAuth-Scopes").Single(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Wrong_and_missing_credentials_are_told_apart()
    {
        using var client = registry.NewClient(authenticated: false);
        using var anonymous = await client.GetAsync("api/v3/user");
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("token", "wrong");
        using var wrong = await client.GetAsync("api/v3/meta");

        Assert.Equal(HttpStatusCode.Unauthorized, anonymous.StatusCode);
        Assert.Equal("Requires authentication", await MessageAsync(anonymous));
        Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        Assert.Equal("Bad credentials", await MessageAsync(wrong));
    }

    [Fact]
    public async Task The_limit_counts_down_refuses_and_begins_again_after_an_hour()
    {
        for (var number = 1; number <= 5; number++)
        {
            using var allowed = await github.Http.GetAsync("api/v3/meta");
            Assert.Equal(HttpStatusCode.OK, allowed.StatusCode);
            Assert.Equal((5 - number).ToString(), allowed.Headers.GetValues("X-RateLimit-Remaining").Single());
        }

        using var refused = await github.Http.GetAsync("api/v3/meta");
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.StartsWith("API rate limit exceeded", await MessageAsync(refused), StringComparison.Ordinal);
        var reset = DateTimeOffset.FromUnixTimeSeconds(long.Parse(refused.Headers.GetValues("X-RateLimit-Reset").Single()));
        clock.Advance(reset - clock.GetUtcNow());
        using var again = await github.Http.GetAsync("api/v3/meta");
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
    }

    [Fact]
    public async Task A_repository_begins_with_the_first_write_and_tells_permissions()
    {
        await github.CallAsync(HttpMethod.Get, "", expected: HttpStatusCode.NotFound);
        await github.CreateReleaseAsync("""{"tag_name":"v1"}""");
        using var stranger = new GitHubClient(registry, authenticated: false, github.Repository.ToUpperInvariant());

        Assert.True((await github.CallAsync(HttpMethod.Get, "")).GetProperty("permissions").GetProperty("push").GetBoolean());
        Assert.False((await stranger.CallAsync(HttpMethod.Get, "")).GetProperty("permissions").GetProperty("push").GetBoolean());
    }

    [Fact]
    public async Task A_repository_dispatch_is_told_to_whoever_runs_the_server()
    {
        await github.CallAsync(HttpMethod.Post, "/dispatches", """{"event_type":"release.published","client_payload":{"waybill":"sha256:0+1"}}""", HttpStatusCode.NoContent);

        var started = Assert.Single(dispatched);
        Assert.Equal(("repository_dispatch", "release.published", github.Repository), (started.Kind, started.Name, started.Repository));
        Assert.Equal("sha256:0+1", JsonElement.Parse(started.Payload).GetProperty("waybill").GetString());
    }

    [Fact]
    public async Task A_workflow_dispatch_needs_a_branch_or_tag_that_is_there()
    {
        await github.CreateReleaseAsync("""{"tag_name":"v1"}""");
        await github.CallAsync(HttpMethod.Post, "/actions/workflows/release.yml/dispatches", """{"ref":"v1","inputs":{"a":"b"}}""", HttpStatusCode.NoContent);
        var refused = await github.CallAsync(HttpMethod.Post, "/actions/workflows/release.yml/dispatches", """{"ref":"nowhere"}""", HttpStatusCode.UnprocessableEntity);

        Assert.Equal("No ref found for: nowhere", refused.GetProperty("message").GetString());
        Assert.Equal(("workflow_dispatch", "release.yml", "v1"), (Assert.Single(dispatched).Kind, dispatched.First().Name, dispatched.First().Ref));
    }

    [Fact]
    public async Task A_dispatch_has_limits()
    {
        var many = string.Join(',', Enumerable.Range(0, 11).Select(number => $"\"k{number}\":1"));
        await github.CallAsync(HttpMethod.Post, "/dispatches", $$"""{"event_type":"{{new string('x', 101)}}"}""", HttpStatusCode.UnprocessableEntity);
        await github.CallAsync(HttpMethod.Post, "/dispatches", $$$"""{"event_type":"x","client_payload":{{{{many}}}}}""", HttpStatusCode.UnprocessableEntity);
        await github.CallAsync(HttpMethod.Post, "/dispatches", $$$"""{"event_type":"x","client_payload":{"k":"{{{new string('x', 64 * 1024)}}}"}}""", HttpStatusCode.UnprocessableEntity);
        Assert.Empty(dispatched);
    }

    [Fact]
    public async Task GraphQL_answers_aliases_fragments_and_defaults()
    {
        await github.CreateReleaseAsync("""{"tag_name":"v1","name":"One"}""");
        var query = $$"""
            query Q($count: Int = 5, $tag: String!) { # a comment
              repo: repository(owner: "owner", name: "{{github.Repository[6..]}}") {
                release(tagName: $tag) { ...Names ... on Release { __typename } }
                releases(first: $count) { totalCount }
              }
            }
            fragment Names on Release { title: name, tagName }
            """;

        var data = (await GraphQlAsync(query, """{"tag":"v1"}""")).GetProperty("data").GetProperty("repo");

        Assert.Equal("One", data.GetProperty("release").GetProperty("title").GetString());
        Assert.Equal("Release", data.GetProperty("release").GetProperty("__typename").GetString());
        Assert.Equal(1, data.GetProperty("releases").GetProperty("totalCount").GetInt32());
    }

    [Fact]
    public async Task GraphQL_tells_unknown_repositories_and_fields()
    {
        var missing = await GraphQlAsync("""{repository(owner:"no",name:"one"){name}}""");
        var unknown = await GraphQlAsync("""{viewer{shoeSize}}""");
        var broken = await GraphQlAsync("""{viewer{login""");

        Assert.Equal(JsonValueKind.Null, missing.GetProperty("data").GetProperty("repository").ValueKind);
        Assert.Equal("NOT_FOUND", missing.GetProperty("errors")[0].GetProperty("type").GetString());
        Assert.Equal("undefinedField", unknown.GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString());
        Assert.Equal("parseError", broken.GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString());
    }

    public async ValueTask DisposeAsync()
    {
        github.Dispose();
        await registry.DisposeAsync();
    }

    private async Task<JsonElement> GraphQlAsync(string query, string variables = "{}")
    {
        using var body = new StringContent($$"""{"query":{{JsonEncodedText(query)}},"variables":{{variables}}}""");
        using var response = await github.Http.PostAsync("api/graphql", body);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return JsonElement.Parse(await response.Content.ReadAsStringAsync());
    }

    private static string JsonEncodedText(string text) => $"\"{System.Text.Json.JsonEncodedText.Encode(text)}\"";

    private static async Task<string?> MessageAsync(HttpResponseMessage response) =>
        JsonElement.Parse(await response.Content.ReadAsStringAsync()).GetProperty("message").GetString();
}
