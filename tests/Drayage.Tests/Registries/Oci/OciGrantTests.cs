using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Drayage.Model;
using Drayage.Registries.Access;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Registries.Oci;

/// <summary>Secrets that open some repositories for some actions, on a registry that is closed to all others.</summary>
public sealed class OciGrantTests : IAsyncLifetime
{
    private const string Pusher = "pusher-secret";
    private const string Puller = "puller-secret";
    private RegistryFixture registry = null!;

    public async ValueTask InitializeAsync() => registry = await RegistryFixture.StartAsync(options => options with
    {
        Tokens = new RegistryTokens
        {
            Write = RegistryFixture.Token,
            ReadsNeedToken = true,
            Grants =
            [
                new TokenGrant { Secret = Pusher, Repositories = "team/*", Actions = [TokenGrant.Pull, TokenGrant.Push] },
                new TokenGrant { Secret = Pusher, Repositories = "base", Actions = [TokenGrant.Pull] },
                new TokenGrant { Secret = Puller, Repositories = "team/app", Actions = [TokenGrant.Pull] },
            ],
        },
    });

    [Fact]
    public async Task A_secret_does_what_it_was_granted_and_no_more()
    {
        using var pusher = NewClient(Pusher);
        using var puller = NewClient(Puller);
        var blob = await PushAsync(pusher, "team/app");

        Assert.Equal(HttpStatusCode.OK, (await puller.GetAsync($"v2/team/app/blobs/{blob}")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await puller.PostAsync("v2/team/app/blobs/uploads/", null)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await puller.GetAsync($"v2/team/other/blobs/{blob}")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await pusher.PostAsync("v2/base/blobs/uploads/", null)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await pusher.PostAsync("v2/teams/blobs/uploads/", null)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await pusher.DeleteAsync($"v2/team/app/blobs/{blob}")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await pusher.GetAsync("v2/_catalog")).StatusCode);
    }

    [Fact]
    public async Task A_bearer_token_holds_what_both_the_scope_and_the_grant_allow()
    {
        var narrow = await BearerAsync(Pusher, "repository:team/app:pull");
        var wide = await BearerAsync(Pusher, "repository:team/app:*");
        var denied = await BearerAsync(Puller, "repository:team/app:pull,push");

        Assert.Equal(HttpStatusCode.Unauthorized, (await narrow.PostAsync("v2/team/app/blobs/uploads/", null)).StatusCode);
        Assert.Equal(HttpStatusCode.Accepted, (await wide.PostAsync("v2/team/app/blobs/uploads/", null)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await wide.DeleteAsync($"v2/team/app/blobs/{Digest.OfSha256([])}")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await denied.PostAsync("v2/team/app/blobs/uploads/", null)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await denied.GetAsync("v2/team/app/tags/list")).StatusCode);
    }

    [Fact]
    public async Task A_blob_is_mounted_only_from_where_the_token_may_pull()
    {
        using var owner = registry.NewClient();
        var (hidden, open) = (await PushAsync(owner, "secret"), await PushAsync(owner, "base"));
        using var both = await BearerAsync(Pusher, "repository:team/app:pull,push repository:base:pull repository:secret:pull");
        using var one = await BearerAsync(Pusher, "repository:team/app:pull,push");

        Assert.Equal(HttpStatusCode.Created, await MountAsync(both, open, "base"));
        Assert.Equal(HttpStatusCode.Accepted, await MountAsync(both, hidden, "secret"));
        Assert.Equal(HttpStatusCode.Accepted, await MountAsync(both, hidden, from: null));
        Assert.Equal(HttpStatusCode.Accepted, await MountAsync(one, await PushAsync(owner, "base"), "base"));
        Assert.Equal(HttpStatusCode.Created, await MountAsync(both, await PushAsync(owner, "base"), from: null));
    }

    [Fact]
    public async Task Another_secret_is_nobodys()
    {
        using var stranger = NewClient("stranger");

        using var token = await stranger.GetAsync("token?scope=repository:team/app:pull");
        using var read = await stranger.GetAsync("v2/team/app/tags/list");
        using var python = await NewClient(Pusher).GetAsync("python/main/simple/");

        Assert.Equal("Basic realm=\"registry\"", token.Headers.WwwAuthenticate.ToString());
        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized), (token.StatusCode, read.StatusCode));
        Assert.Equal(HttpStatusCode.Unauthorized, python.StatusCode);
    }

    [Fact]
    public async Task A_body_that_is_no_form_gets_no_token()
    {
        using var client = NewClient(Pusher);
        using var body = new StringContent("{}", MediaTypeHeaderValue.Parse("application/json"));

        using var response = await client.PostAsync("token", body);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.DoesNotContain(registry.Served, request => request.Failure is not null);
    }

    [Theory]
    [InlineData("podman", Pusher, true)]
    [InlineData("podman", "wrong", false)]
    [InlineData("buildah", Puller, true)]
    [InlineData("buildah", "wrong", false)]
    [InlineData("skopeo", RegistryFixture.Token, true)]
    [InlineData("skopeo", "wrong", false)]
    public async Task Real_clients_log_in(string client, string secret, bool succeeds)
    {
        using var work = new TemporaryDirectory();
        var peer = Peer.Require(client).With("REGISTRY_AUTH_FILE", work["auth.json"]);

        var result = await peer.RunAsync("login", "--tls-verify=false", "--username", "robot", "--password", secret, registry.Authority);

        if (succeeds)
            result.Succeeded();
        else
            Assert.Contains("invalid username/password", result.Failed().Error, StringComparison.Ordinal);
    }

    public ValueTask DisposeAsync() => registry.DisposeAsync();

    private HttpClient NewClient(string secret)
    {
        var client = registry.NewClient(authenticated: false);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", RegistryFixture.BasicCredentials("robot", secret));
        return client;
    }

    private async Task<HttpClient> BearerAsync(string secret, string scopes)
    {
        using var asking = NewClient(secret);
        var query = string.Join('&', scopes.Split(' ').Select(scope => $"scope={Uri.EscapeDataString(scope)}"));
        var token = JsonElement.Parse(await asking.GetStringAsync($"token?service=x&{query}")).GetProperty("token").GetString();
        var client = registry.NewClient(authenticated: false);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    private static async Task<Digest> PushAsync(HttpClient client, string repository)
    {
        var content = new byte[100];
        Random.Shared.NextBytes(content);
        var digest = Digest.OfSha256(content);
        using var pushed = await client.PostAsync($"v2/{repository}/blobs/uploads/?digest={digest}", new ByteArrayContent(content));
        Assert.Equal(HttpStatusCode.Created, pushed.StatusCode);
        return digest;
    }

    private static async Task<HttpStatusCode> MountAsync(HttpClient client, Digest digest, string? from)
    {
        using var response = await client.PostAsync($"v2/team/app/blobs/uploads/?mount={digest}{(from is null ? "" : $"&from={from}")}", null);
        return response.StatusCode;
    }
}
