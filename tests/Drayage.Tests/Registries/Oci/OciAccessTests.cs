using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Drayage.Registries.Access;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Registries.Oci;

/// <summary>Who may do what on the OCI registry: Basic, bearer tokens, challenges.</summary>
public sealed class OciAccessTests : IAsyncDisposable
{
    private readonly ManualClock clock = new();
    private RegistryFixture? registry;

    [Fact]
    public async Task The_root_challenges_the_anonymous_with_the_token_endpoint()
    {
        using var client = await StartAsync(authenticated: false);

        using var response = await client.GetAsync("v2/");

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal($"Bearer realm=\"{registry!.Address}token\",service=\"{registry.Authority}\"", response.Headers.WwwAuthenticate.ToString());
        Assert.Equal("UNAUTHORIZED", await ErrorCodeAsync(response));
    }

    [Fact]
    public async Task Anybody_reads_but_a_write_names_the_scope_that_it_needs()
    {
        using var client = await StartAsync(authenticated: false);

        using var read = await client.GetAsync("v2/o/i/manifests/latest");
        using var write = await client.PostAsync("v2/o/i/blobs/uploads/", null);

        Assert.Equal(HttpStatusCode.NotFound, read.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, write.StatusCode);
        Assert.EndsWith("scope=\"repository:o/i:pull,push\"", write.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_is_given_for_the_password_and_opens_its_scope_alone()
    {
        using var client = await StartAsync(authenticated: false);
        var token = await TokenAsync(client, "repository:o/i:pull,push", RegistryFixture.Token);

        Assert.Equal(HttpStatusCode.Accepted, await BeginUploadAsync(client, "o/i", token.GetProperty("token").GetString()!));
        Assert.Equal(HttpStatusCode.Unauthorized, await BeginUploadAsync(client, "o/other", token.GetProperty("token").GetString()!));
        Assert.Equal(token.GetProperty("token").GetString(), token.GetProperty("access_token").GetString());
        Assert.Equal(clock.GetUtcNow(), token.GetProperty("issued_at").GetDateTimeOffset());
    }

    [Fact]
    public async Task A_token_ends_when_it_says()
    {
        using var client = await StartAsync(authenticated: false);
        var token = await TokenAsync(client, "repository:o/i:pull,push", RegistryFixture.Token);
        var lifetime = TimeSpan.FromSeconds(token.GetProperty("expires_in").GetInt32());

        clock.Advance(lifetime - TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.Accepted, await BeginUploadAsync(client, "o/i", token.GetProperty("token").GetString()!));
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.Unauthorized, await BeginUploadAsync(client, "o/i", token.GetProperty("token").GetString()!));
    }

    [Fact]
    public async Task A_token_outlives_a_restart()
    {
        using var client = await StartAsync(authenticated: false);
        var token = await TokenAsync(client, "repository:o/i:pull,push", RegistryFixture.Token);

        await registry!.RestartAsync();
        using var again = registry.NewClient(authenticated: false);

        Assert.Equal(HttpStatusCode.Accepted, await BeginUploadAsync(again, "o/i", token.GetProperty("token").GetString()!));
    }

    [Fact]
    public async Task The_anonymous_get_a_token_for_reading_only()
    {
        using var client = await StartAsync(authenticated: false);
        var token = await TokenAsync(client, "repository:o/i:pull,push", password: null);

        Assert.Equal(HttpStatusCode.Unauthorized, await BeginUploadAsync(client, "o/i", token.GetProperty("token").GetString()!));
    }

    [Fact]
    public async Task A_changed_token_is_refused()
    {
        using var client = await StartAsync(authenticated: false);
        var token = (await TokenAsync(client, "repository:o/i:pull", password: null)).GetProperty("token").GetString()!;
        var parts = token.Split('.');
        var claims = Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(parts[1]));
        parts[1] = System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims.Replace("\"pull\"", "\"pull\",\"push\"", StringComparison.Ordinal)));

        Assert.Equal(HttpStatusCode.Unauthorized, await BeginUploadAsync(client, "o/i", string.Join('.', parts)));
        Assert.Equal(HttpStatusCode.Unauthorized, await BeginUploadAsync(client, "o/i", "not.a.token"));
        Assert.Equal(HttpStatusCode.Unauthorized, await BeginUploadAsync(client, "o/i", ""));
    }

    [Fact]
    public async Task A_wrong_password_gets_no_token_and_no_read()
    {
        using var client = await StartAsync(authenticated: false);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", RegistryFixture.BasicCredentials("robot", "wrong"));

        using var token = await client.GetAsync("token?scope=repository:o/i:pull");
        using var read = await client.GetAsync("v2/o/i/tags/list");

        Assert.Equal(HttpStatusCode.Unauthorized, token.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, read.StatusCode);
    }

    [Fact]
    public async Task A_token_is_given_for_an_OAuth_form_too()
    {
        using var client = await StartAsync(authenticated: false);
        using var form = new FormUrlEncodedContent([new("grant_type", "password"), new("username", "robot"), new("password", RegistryFixture.Token), new("scope", "repository:o/i:pull,push")]);

        using var response = await client.PostAsync("token", form);
        var token = JsonElement.Parse(await response.Content.ReadAsStringAsync()).GetProperty("access_token").GetString()!;

        Assert.Equal(HttpStatusCode.Accepted, await BeginUploadAsync(client, "o/i", token));
    }

    [Fact]
    public async Task Where_reads_need_the_token_nobody_else_reads_or_gets_a_token()
    {
        registry = await RegistryFixture.StartAsync(options => options with { Tokens = new RegistryTokens { Write = RegistryFixture.Token, ReadsNeedToken = true } });
        using var anonymous = registry.NewClient(authenticated: false);
        using var trusted = registry.NewClient();

        using var token = await anonymous.GetAsync("token?scope=repository:o/i:pull");
        using var read = await anonymous.GetAsync("v2/o/i/tags/list");
        using var allowed = await trusted.GetAsync("v2/o/i/tags/list");

        Assert.Equal(HttpStatusCode.Unauthorized, token.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, read.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, allowed.StatusCode);
    }

    public async ValueTask DisposeAsync()
    {
        if (registry is not null)
            await registry.DisposeAsync();
    }

    private async Task<HttpClient> StartAsync(bool authenticated)
    {
        registry = await RegistryFixture.StartAsync(options => options with { Clock = clock });
        return registry.NewClient(authenticated);
    }

    private static async Task<JsonElement> TokenAsync(HttpClient client, string scope, string? password)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"token?service=x&scope={scope}");
        if (password is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", RegistryFixture.BasicCredentials("robot", password));
        using var response = await client.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return JsonElement.Parse(await response.Content.ReadAsStringAsync());
    }

    private static async Task<HttpStatusCode> BeginUploadAsync(HttpClient client, string repository, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"v2/{repository}/blobs/uploads/");
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        using var response = await client.SendAsync(request);
        return response.StatusCode;
    }

    private static async Task<string?> ErrorCodeAsync(HttpResponseMessage response) =>
        JsonElement.Parse(await response.Content.ReadAsStringAsync()).GetProperty("errors")[0].GetProperty("code").GetString();
}
