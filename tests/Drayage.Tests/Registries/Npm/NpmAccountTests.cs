using Drayage.Registries.Npm;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Registries.Npm;

/// <summary>Owners, one-time passwords, limits, lag and trusted workflows of the embedded npm registry.</summary>
public sealed class NpmAccountTests
{
    private readonly ManualClock clock = new();

    [Fact]
    public async Task A_package_belongs_to_whoever_published_it_first()
    {
        await using var registry = await StartAsync(new NpmOptions { Accounts = [new NpmAccount { Name = "other", Secret = "npm_other" }] });
        using var other = new NpmClient(registry, "npm_other");
        using var client = new NpmClient(registry);
        await other.PublishAsync("taken", "1.0.0");

        var (status, body, _) = await client.PutAsync("taken", PublishBody.Of("taken", "1.1.0", SampleTarball.Make("taken", "1.1.0")));

        Assert.Equal(403, status);
        Assert.Contains("You do not have permission to publish \"taken\"", body!["error"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal("""{"other":"write"}""", (await client.GetAsync("-/package/taken/collaborators")).Body!.ToJsonString());
    }

    [Fact]
    public async Task Restricted_packages_hide_from_all_but_their_owners()
    {
        await using var registry = await StartAsync(new NpmOptions());
        using var client = new NpmClient(registry);
        using var stranger = new NpmClient(registry, token: null);
        var body = PublishBody.Of("@tide/private", "1.0.0", SampleTarball.Make("@tide/private", "1.0.0"));
        body["access"] = "restricted";
        Assert.Equal(200, (await client.PutAsync("@tide/private", body)).Status);

        Assert.Equal(404, (await stranger.GetAsync("@tide/private")).Status);
        Assert.Equal(200, (await client.GetAsync("@tide/private")).Status);
    }

    [Fact]
    public async Task An_account_may_ask_for_a_one_time_password_and_a_token_may_expire()
    {
        await using var registry = await StartAsync(new NpmOptions
        {
            Accounts = [new NpmAccount { Name = "careful", Secret = "npm_careful", OneTimePassword = "123456", Expires = clock.GetUtcNow() + TimeSpan.FromDays(1) }],
        });
        using var careful = new NpmClient(registry, "npm_careful");
        var body = PublishBody.Of("careful", "1.0.0", SampleTarball.Make("careful", "1.0.0"));

        var (status, _, answer) = await careful.PutAsync("careful", body);
        Assert.Equal(401, status);
        Assert.Equal("OTP", answer.Headers.WwwAuthenticate.ToString());
        Assert.Equal(200, (await careful.PutAsync("careful", body, password: "123456")).Status);

        clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal(401, (await careful.GetAsync("-/whoami")).Status);
    }

    [Fact]
    public async Task Packages_have_a_largest_size_and_callers_a_rate()
    {
        await using var registry = await StartAsync(new NpmOptions { LargestPackage = 50, RequestsPerMinute = 3 });
        using var client = new NpmClient(registry);

        Assert.Equal(413, (await client.PutAsync("large", PublishBody.Of("large", "1.0.0", SampleTarball.Make("large", "1.0.0")))).Status);
        await client.GetAsync("-/whoami");
        await client.GetAsync("-/whoami");
        var (status, _, answer) = await client.GetAsync("-/whoami");
        Assert.Equal(429, status);
        Assert.Equal(TimeSpan.FromMinutes(1), answer.Headers.RetryAfter!.Delta);
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(200, (await client.GetAsync("-/whoami")).Status);
    }

    [Fact]
    public async Task Readers_lag_behind_and_writers_do_not()
    {
        await using var registry = await StartAsync(new NpmOptions { Lag = TimeSpan.FromMinutes(1) });
        using var client = new NpmClient(registry);
        await client.PublishAsync("lagging", "1.0.0");

        Assert.Equal(404, (await client.GetAsync("lagging")).Status);
        Assert.Equal(200, (await client.GetAsync("lagging?write=true")).Status);
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(200, (await client.GetAsync("lagging")).Status);
    }

    [Fact]
    public async Task An_unpublished_version_is_used_up_and_an_unpublished_package_rests_for_a_day()
    {
        await using var registry = await StartAsync(new NpmOptions());
        using var client = new NpmClient(registry);
        await client.PublishAsync("gone", "1.0.0");
        await client.PublishAsync("gone", "1.1.0");
        var document = (await client.GetAsync("gone?write=true")).Body!;
        document["versions"]!.AsObject().Remove("1.1.0");

        Assert.Equal(200, (await client.PutAsync($"gone/-rev/{document["_rev"]}", document)).Status);
        Assert.Equal("1.0.0", (await client.GetAsync("gone")).Body!["dist-tags"]!["latest"]!.GetValue<string>());
        Assert.Equal(403, (await client.PutAsync("gone", PublishBody.Of("gone", "1.1.0", SampleTarball.Make("gone", "1.1.0")))).Status);

        var revision = (await client.GetAsync("gone?write=true")).Body!["_rev"]!.GetValue<string>();
        Assert.Equal(200, (await client.SendAsync(HttpMethod.Delete, $"gone/-rev/{revision}", body: null)).Status);
        var (status, body, _) = await client.PutAsync("gone", PublishBody.Of("gone", "2.0.0", SampleTarball.Make("gone", "2.0.0")));
        Assert.Equal(403, status);
        Assert.Contains("24 hours", body!["error"]!.GetValue<string>(), StringComparison.Ordinal);
        clock.Advance(TimeSpan.FromHours(25));
        await client.PublishAsync("gone", "2.0.0");
    }

    [Fact]
    public async Task A_trusted_workflow_gets_a_token_that_publishes_one_package_and_nothing_else()
    {
        await using var registry = await StartAsync(new NpmOptions { TrustedPublishers = [new NpmTrustedPublisher("@tide/trusted", "tidewater/tidewater")] });
        var (status, answer) = await ExchangeAsync(registry, "@tide/trusted", CiIdentity.TokenFor("npm:127.0.0.1", clock.GetUtcNow().AddMinutes(5)));
        Assert.Equal(201, status);
        using var workflow = new NpmClient(registry, answer);

        await workflow.PublishAsync("@tide/trusted", "1.0.0");

        Assert.Equal(403, (await workflow.PutAsync("-/package/@tide/trusted/dist-tags/next", "1.0.0")).Status);
        Assert.Equal(403, (await workflow.PutAsync("other", PublishBody.Of("other", "1.0.0", SampleTarball.Make("other", "1.0.0")))).Status);
        clock.Advance(TimeSpan.FromMinutes(16));
        Assert.Equal(401, (await workflow.GetAsync("@tide/trusted")).Status);
    }

    [Theory]
    [InlineData("@tide/trusted", "npm:127.0.0.1", -1, "expired")]
    [InlineData("@tide/trusted", "npm:elsewhere", 5, "meant for")]
    [InlineData("@tide/other", "npm:127.0.0.1", 5, "does not trust")]
    public async Task Other_identities_get_none(string package, string audience, int minutes, string because)
    {
        await using var registry = await StartAsync(new NpmOptions { TrustedPublishers = [new NpmTrustedPublisher("@tide/trusted", "tidewater/tidewater")] });

        var (status, answer) = await ExchangeAsync(registry, package, CiIdentity.TokenFor(audience, clock.GetUtcNow().AddMinutes(minutes)));

        Assert.Equal(401, status);
        Assert.Contains(because, answer, StringComparison.Ordinal);
    }

    private Task<RegistryFixture> StartAsync(NpmOptions npm) => RegistryFixture.StartAsync(options => options with { Npm = npm, Clock = clock });

    private static async Task<(int Status, string Answer)> ExchangeAsync(RegistryFixture registry, string package, string identity)
    {
        using var job = new NpmClient(registry, identity);
        var (status, body, _) = await job.SendAsync(HttpMethod.Post, $"-/npm/v1/oidc/token/exchange/package/{package}", body: "");
        return (status, (body!["token"] ?? body["error"])!.GetValue<string>());
    }
}
