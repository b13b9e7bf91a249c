using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Drayage.Registries.Python;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Registries.Python;

/// <summary>The exchange of identities for upload tokens, by hand.</summary>
public sealed class TrustedPublishingTests : IAsyncLifetime
{
    private static readonly (string Name, string Value)[] Job =
        [("repository", "tidewater/tidewater"), ("job_workflow_ref", "tidewater/tidewater/.github/workflows/release.yml@refs/heads/main")];

    private readonly ManualClock clock = new();
    private readonly TemporaryDirectory work = new();
    private RegistryFixture registry = null!;
    private HttpClient client = null!;

    public async ValueTask InitializeAsync()
    {
        registry = await RegistryFixture.StartAsync(options => options with
        {
            Clock = clock,
            Python = new PythonOptions { TrustedPublishers = [new("Tide_Client", "Tidewater/tidewater", "release.yml"), new("guarded", "tidewater/tidewater", "release.yml", "pypi")] },
        });
        client = registry.NewClient(authenticated: false);
    }

    [Fact]
    public async Task The_audience_is_told() =>
        Assert.Equal("""{"audience":"pypi"}""", await client.GetStringAsync("_/oidc/audience"));

    [Fact]
    public async Task A_token_uploads_to_the_projects_of_its_publishers_for_a_quarter_of_an_hour()
    {
        var answer = await MintAsync(CiIdentity.TokenFor("pypi", clock.GetUtcNow().AddMinutes(5), more: Job));
        UseToken(answer.GetProperty("token").GetString()!);

        using var taken = await UploadAsync("tide-client", "1.0");
        using var guarded = await UploadAsync("guarded", "1.0");
        clock.Advance(TimeSpan.FromMinutes(15));
        using var late = await UploadAsync("tide-client", "1.1");

        Assert.True(answer.GetProperty("success").GetBoolean());
        Assert.Equal(clock.GetUtcNow().ToUnixTimeSeconds(), answer.GetProperty("expires").GetInt64());
        Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, guarded.StatusCode);
        Assert.StartsWith("Non-user identities cannot create new projects", guarded.ReasonPhrase, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, late.StatusCode);
        Assert.Equal("Invalid API Token: token is expired", late.ReasonPhrase);
    }

    [Theory]
    [InlineData("repository", "tidewater/other", "invalid-publisher")]
    [InlineData("job_workflow_ref", "tidewater/tidewater/.github/workflows/other.yml@refs/heads/main", "invalid-publisher")]
    [InlineData("aud", "elsewhere", "invalid-token")]
    public async Task Other_claims_are_refused_with_a_code(string claim, string value, string code)
    {
        var identity = CiIdentity.TokenFor("pypi", clock.GetUtcNow().AddMinutes(5), more: [.. Job, (claim, value)]);

        Assert.Equal(code, CodeOf(await MintAsync(identity, HttpStatusCode.UnprocessableEntity)));
    }

    [Fact]
    public async Task An_identity_serves_until_it_is_over_and_only_once()
    {
        var identity = CiIdentity.TokenFor("pypi", clock.GetUtcNow().AddMinutes(5), more: [.. Job, ("jti", "one")]);
        await MintAsync(identity);

        Assert.Equal("invalid-reuse-token", CodeOf(await MintAsync(identity, HttpStatusCode.UnprocessableEntity)));
        clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal("invalid-token", CodeOf(await MintAsync(identity, HttpStatusCode.UnprocessableEntity)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("""{"token":1}""")]
    public async Task What_is_no_payload_is_refused(string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await client.PostAsync("_/oidc/mint-token", content);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Equal("invalid-payload", CodeOf(JsonElement.Parse(await response.Content.ReadAsStringAsync())));
    }

    [Fact]
    public async Task Attestations_are_checked_kept_and_served_with_their_publisher()
    {
        UseToken((await MintAsync(CiIdentity.TokenFor("pypi", clock.GetUtcNow().AddMinutes(5), more: Job))).GetProperty("token").GetString()!);
        using var taken = await UploadAsync("tide-client", "1.0", (name, sha256) => $"[{SampleAttestation.Of(name, sha256).ToJsonString()}]");

        var page = await client.GetStringAsync("python/main/simple/tide-client/");
        var served = JsonElement.Parse(await client.GetStringAsync("python/main/integrity/tide-client/1.0/tide_client-1.0-py3-none-any.whl/provenance"));
        using var elsewhere = await client.GetAsync("python/main/integrity/tide-client/2.0/tide_client-1.0-py3-none-any.whl/provenance");

        Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
        Assert.Contains($"data-provenance=\"{registry.Address}python/main/integrity/tide-client/1.0/tide_client-1.0-py3-none-any.whl/provenance\"", page, StringComparison.Ordinal);
        var bundle = served.GetProperty("attestation_bundles")[0];
        Assert.Equal("GitHub", bundle.GetProperty("publisher").GetProperty("kind").GetString());
        Assert.Equal("tidewater/tidewater", bundle.GetProperty("publisher").GetProperty("repository").GetString());
        Assert.Equal("release.yml", bundle.GetProperty("publisher").GetProperty("workflow").GetString());
        Assert.Equal(1, bundle.GetProperty("attestations").GetArrayLength());
        Assert.Equal(HttpStatusCode.NotFound, elsewhere.StatusCode);
    }

    [Theory]
    [InlineData("none", "an empty attestation set is not permitted")]
    [InlineData("name", "subject does not match distribution name")]
    [InlineData("digest", "subject does not match distribution digest")]
    [InlineData("type", "Attestation with unsupported predicate type: https://example.org/other")]
    [InlineData("twice", "Multiple attestations for the same file with the same predicate type")]
    [InlineData("many", "A maximum of 2 attestations per file are supported")]
    [InlineData("text", "Malformed attestations")]
    public async Task Attestations_of_something_else_are_refused(string change, string reason)
    {
        UseToken((await MintAsync(CiIdentity.TokenFor("pypi", clock.GetUtcNow().AddMinutes(5), more: Job))).GetProperty("token").GetString()!);

        using var refused = await UploadAsync("tide-client", "1.0", (name, sha256) =>
        {
            var good = SampleAttestation.Of(name, sha256).ToJsonString();
            return change switch
            {
                "none" => "[]",
                "name" => $"[{SampleAttestation.Of("other.whl", sha256).ToJsonString()}]",
                "digest" => $"[{SampleAttestation.Of(name, "00").ToJsonString()}]",
                "type" => $"[{SampleAttestation.Of(name, sha256, "https://example.org/other").ToJsonString()}]",
                "twice" => $"[{good},{good}]",
                "many" => $"[{good},{good},{good}]",
                _ => "text",
            };
        });

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("Invalid attestations supplied during upload: ", refused.ReasonPhrase, StringComparison.Ordinal);
        Assert.Contains(reason, refused.ReasonPhrase, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        work.Dispose();
        await registry.DisposeAsync();
    }

    private void UseToken(string token) =>
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", RegistryFixture.BasicCredentials("__token__", token));

    private async Task<JsonElement> MintAsync(string identity, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var response = await client.PostAsJsonAsync("_/oidc/mint-token", new Dictionary<string, string> { ["token"] = identity });
        Assert.Equal(expected, response.StatusCode);
        return JsonElement.Parse(await response.Content.ReadAsStringAsync());
    }

    private Task<HttpResponseMessage> UploadAsync(string name, string version, Func<string, string, string>? attestations = null)
    {
        var wheel = SampleDistribution.Wheel(work, name, version);
        return UploadForms.PostAsync(client, wheel, name, version, fields => fields["attestations"] = attestations?.Invoke(Path.GetFileName(wheel), fields["sha256_digest"]!));
    }

    private static string? CodeOf(JsonElement answer) => answer.GetProperty("errors")[0].GetProperty("code").GetString();
}
