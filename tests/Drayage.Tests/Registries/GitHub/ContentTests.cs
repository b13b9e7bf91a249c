using System.Net;
using System.Text;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Registries.GitHub;

/// <summary>Files on branches over REST.</summary>
public sealed class ContentTests(RegistryFixture registry) : IClassFixture<RegistryFixture>, IDisposable
{
    private readonly GitHubClient github = new(registry);

    [Fact]
    public async Task A_file_is_made_replaced_by_the_id_that_git_gives_it_and_served_as_a_site()
    {
        // git hash-object of "one" without a line ending.
        const string one = "43dd47ea691c90a5fa7827892c70241913351963";
        var tree = await github.CallAsync(HttpMethod.Post, "/git/trees", """{"tree":[{"path":"a/index.yaml","mode":"100644","type":"blob","content":"one"}]}""", HttpStatusCode.Created);
        var commit = await github.CallAsync(HttpMethod.Post, "/git/commits", $$"""{"message":"x","tree":"{{tree.GetProperty("sha")}}","parents":[]}""", HttpStatusCode.Created);
        await github.CallAsync(HttpMethod.Post, "/git/refs", $$"""{"ref":"refs/heads/gh-pages","sha":"{{commit.GetProperty("sha")}}"}""", HttpStatusCode.Created);

        Assert.Equal(one, (await github.CallAsync(HttpMethod.Get, "/contents/a/index.yaml?ref=gh-pages")).GetProperty("sha").GetString());
        await github.CallAsync(HttpMethod.Get, "/contents/a/index.yaml", expected: HttpStatusCode.NotFound);
        await github.CallAsync(HttpMethod.Put, "/contents/a/index.yaml", Body("two", sha: null), HttpStatusCode.UnprocessableEntity);
        await github.CallAsync(HttpMethod.Put, "/contents/a/index.yaml", Body("two", new string('0', 40)), HttpStatusCode.Conflict);
        await github.CallAsync(HttpMethod.Put, "/contents/a/index.yaml", Body("two", one));
        await github.CallAsync(HttpMethod.Put, "/contents/b", Body("three", sha: null), HttpStatusCode.Created);

        using var client = registry.NewClient();
        Assert.Equal("two", await client.GetStringAsync(new Uri($"pages/{github.Repository}/a/index.yaml", UriKind.Relative), TestContext.Current.CancellationToken));
        await github.CallAsync(HttpMethod.Put, "/contents/b", Body("three", sha: null, branch: "nowhere"), HttpStatusCode.NotFound);
    }

    public void Dispose() => github.Dispose();

    private static string Body(string content, string? sha, string branch = "gh-pages") =>
        $$"""{"message":"x","branch":"{{branch}}","content":"{{Convert.ToBase64String(Encoding.UTF8.GetBytes(content))}}"{{(sha is null ? "" : $",\"sha\":\"{sha}\"")}}}""";
}
