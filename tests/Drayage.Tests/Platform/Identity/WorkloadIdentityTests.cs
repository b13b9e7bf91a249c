using Drayage.Model;
using Drayage.Platform.Http;
using Drayage.Platform.Identity;
using Drayage.Platform.Processes;
using Drayage.Platform.Secrets;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Platform.Identity;

public sealed class WorkloadIdentityTests
{
    private readonly Redactor redactor = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Asks_the_CI_system_for_a_token_of_the_audience()
    {
        await using var server = new LoopbackServer(_ => LoopbackAnswer.Of("200 OK", """{"count":9,"value":"header.claims.signature"}""", "Content-Type: application/json"));
        using var http = NewHttp();
        var identity = IdentityOf(http, ("ACTIONS_ID_TOKEN_REQUEST_URL", $"{server.Address}token?api-version=2.0"), ("ACTIONS_ID_TOKEN_REQUEST_TOKEN", "runtime-token"));

        var token = await identity.TokenAsync("npm:registry.example.org", Cancellation);

        Assert.True(identity.IsPresent);
        Assert.Equal("header.claims.signature", token.Reveal());
        var asked = Assert.Single(server.Received);
        Assert.Equal("/token?api-version=2.0&audience=npm%3Aregistry.example.org", asked.Target);
        Assert.Equal("Bearer runtime-token", asked.Headers["Authorization"]);
        Assert.Equal("***", redactor.Redact("header.claims.signature"));
    }

    [Fact]
    public async Task Takes_the_token_that_another_CI_system_left_in_a_variable()
    {
        using var http = NewHttp();

        Assert.Equal("given.to.us", (await IdentityOf(http, ("NPM_ID_TOKEN", "given.to.us")).TokenAsync("anybody", Cancellation)).Reveal());
    }

    [Fact]
    public async Task A_job_without_identity_is_told_which_permission_it_lacks()
    {
        using var http = NewHttp();
        var identity = IdentityOf(http);

        Assert.False(identity.IsPresent);
        var refused = await Assert.ThrowsAsync<ReleaseException>(() => identity.TokenAsync("anybody", Cancellation));
        Assert.Contains("id-token: write", refused.Hint, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("403 Forbidden", "{}", "403")]
    [InlineData("200 OK", """{"token":"elsewhere"}""", "no 'value'")]
    [InlineData("200 OK", "<html>", "no 'value'")]
    public async Task A_refusal_is_told_with_its_evidence(string status, string body, string because)
    {
        await using var server = new LoopbackServer(_ => LoopbackAnswer.Of(status, body));
        using var http = NewHttp();
        var identity = IdentityOf(http, ("ACTIONS_ID_TOKEN_REQUEST_URL", $"{server.Address}"), ("ACTIONS_ID_TOKEN_REQUEST_TOKEN", "runtime-token"));

        var refused = await Assert.ThrowsAsync<ReleaseException>(() => identity.TokenAsync("anybody", Cancellation));

        Assert.Contains(because, refused.Because, StringComparison.Ordinal);
    }

    private HttpPipeline NewHttp() => new(new HttpPipelineOptions { UserAgent = "drayage-tests/1" }, TimeProvider.System, redactor);

    private WorkloadIdentity IdentityOf(HttpPipeline http, params (string Name, string Value)[] variables)
    {
        var environment = ProcessEnvironment.FromVariables(variables.Select(v => KeyValuePair.Create(v.Name, v.Value)), "/");
        return new WorkloadIdentity(environment, http, new SecretResolver(environment, redactor), "NPM_ID_TOKEN");
    }
}
