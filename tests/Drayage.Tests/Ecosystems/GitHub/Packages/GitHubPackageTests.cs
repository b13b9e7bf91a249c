using System.Collections.Immutable;
using System.Globalization;
using Drayage.Ecosystems.GitHub.Packages;
using Drayage.Pipeline.Publishing;
using Drayage.Pipeline.Retention;
using Drayage.Platform.Secrets;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Ecosystems.GitHub.Packages;

/// <summary>Packages that GitHub keeps besides images, pruned over its interface.</summary>
public sealed class GitHubPackageTests(RegistryFixture registry) : IClassFixture<RegistryFixture>, IDisposable
{
    private const string Package = "/users/somebody/packages/npm/tide";
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly RehearsalDelivery delivery = new(registry);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Old_versions_of_a_users_package_go_by_number_over_all_pages()
    {
        await using var server = Serve(_ => LoopbackAnswer.Of("204 No Content"));
        var package = Open(server);
        var rules = new RetentionRules { KeepLast = 1, Recorded = ImmutableDictionary<string, string>.Empty.Add("1.0.0", "it is on record") };

        var plan = RetentionPlan.Of(await package.ListAsync(Cancellation), rules, Now);
        var asked = Changes(server);
        var outcomes = await RetentionRun.RunAsync(package, plan, Cancellation);

        Assert.Empty(asked);
        Assert.Equal(["1.3.0", "1.2.0", "1.1.0", "1.0.0"], plan.Decisions.Select(decision => decision.Version.Name));
        Assert.Equal("it is on record", plan.Decisions[^1].Reason);
        Assert.All(outcomes, outcome => Assert.True(outcome.IsRemoved));
        Assert.Equal([$"DELETE {Package}/versions/2", $"DELETE {Package}/versions/3"], Changes(server).Order(StringComparer.Ordinal));
        Assert.All(server.Received, request => Assert.Equal("Bearer the-token", request.Headers["Authorization"]));
    }

    [Theory]
    [InlineData("400 Bad Request", "You cannot delete the last version of a package.", "more than 5,000 downloads")]
    [InlineData("403 Forbidden", "Resource not accessible by integration", "delete:packages")]
    public async Task What_GitHub_does_not_delete_is_told_with_what_to_do(string status, string message, string hint)
    {
        await using var server = Serve(_ => LoopbackAnswer.Of(status, $$"""{"message":"{{message}}"}""", "Content-Type: application/json"));
        var package = Open(server);

        var outcomes = await RetentionRun.RunAsync(package, RetentionPlan.Of(await package.ListAsync(Cancellation), new RetentionRules { KeepLast = 3 }, Now), Cancellation);

        var failure = Assert.Single(outcomes).Failure;
        Assert.Equal("github:npm/somebody/tide: version 1.0.0 was not deleted", failure?.Message);
        Assert.Contains(message, failure?.Because, StringComparison.Ordinal);
        Assert.Contains(hint, failure?.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_version_that_is_gone_already_is_removed()
    {
        await using var server = Serve(_ => LoopbackAnswer.Of("404 Not Found", """{"message":"Not Found"}"""));
        var package = Open(server);

        var outcomes = await RetentionRun.RunAsync(package, RetentionPlan.Of(await package.ListAsync(Cancellation), new RetentionRules { KeepLast = 3 }, Now), Cancellation);

        Assert.True(Assert.Single(outcomes).IsRemoved);
    }

    [Fact]
    public async Task The_token_does_not_follow_a_list_to_another_host()
    {
        await using var other = new LoopbackServer(_ => LoopbackAnswer.Of("200 OK", "[]", "Content-Type: application/json"));
        await using var server = new LoopbackServer(request => request.Target == Package
            ? LoopbackAnswer.Of("200 OK", """{"name":"tide","package_type":"npm"}""", "Content-Type: application/json")
            : LoopbackAnswer.Of("200 OK", $"[{Version(1, "1.3.0")}]", "Content-Type: application/json", $"Link: <{other.Address}versions?page=2>; rel=\"next\""));

        var refused = await Assert.ThrowsAsync<DeliveryException>(() => Open(server).ListAsync(Cancellation));

        Assert.Contains("the next page is at another host", refused.Because, StringComparison.Ordinal);
        Assert.Empty(other.Received);
    }

    public void Dispose() => delivery.Dispose();

    private GitHubPackage Open(LoopbackServer server)
    {
        var context = delivery.Context(RehearsalDelivery.Environment(("TOKEN", "the-token")));
        return new GitHubPackage(context.Http, context.SecretOf(new SecretReference.Variable("TOKEN")), server.Address, rehearsal: null, PackageAddress.Parse("github:npm/somebody/tide"));
    }

    private static string[] Changes(LoopbackServer server) => [.. server.Received.Where(request => request.Method != "GET").Select(request => $"{request.Method} {request.Target}")];

    /// <summary>Four versions on two pages, numbered from the newest.</summary>
    private static LoopbackServer Serve(Func<ReceivedRequest, LoopbackAnswer> delete)
    {
        LoopbackServer? server = null;
        return server = new LoopbackServer(request => (request.Method, request.Target.Split('?')[0], request.Target.Contains("page=2", StringComparison.Ordinal)) switch
        {
            ("DELETE", _, _) => delete(request),
            (_, Package, _) => LoopbackAnswer.Of("200 OK", """{"name":"tide","package_type":"npm"}""", "Content-Type: application/json"),
            (_, $"{Package}/versions", false) => LoopbackAnswer.Of(
                "200 OK", $"[{Version(1, "1.3.0")},{Version(2, "1.2.0")}]", "Content-Type: application/json", $"Link: <{server!.Address}{Package[1..]}/versions?page=2>; rel=\"next\""),
            (_, $"{Package}/versions", true) => LoopbackAnswer.Of("200 OK", $"[{Version(3, "1.1.0")},{Version(4, "1.0.0")}]", "Content-Type: application/json"),
            _ => LoopbackAnswer.Of("404 Not Found", """{"message":"Not Found"}""", "Content-Type: application/json"),
        });
    }

    private static string Version(int id, string name) =>
        $$$"""{"id":{{{id}}},"name":"{{{name}}}","created_at":"{{{Now.AddDays(-10 * id).ToString("O", CultureInfo.InvariantCulture)}}}","metadata":{"package_type":"npm"}}""";
}
