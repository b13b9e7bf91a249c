using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Drayage.Registries.Crates;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Registries.Crates;

/// <summary>What the embedded crate registry takes, from whom, and how it refuses.</summary>
public sealed class CratesPublishTests(RegistryFixture registry) : IClassFixture<RegistryFixture>, IDisposable
{
    private readonly CratesClient client = new(registry);

    [Theory]
    [InlineData("1nvalid", "1.0.0", "invalid crate name")]
    [InlineData("sp ace", "1.0.0", "invalid crate name")]
    [InlineData("std", "1.0.0", "reserved name")]
    [InlineData("proc-macro", "1.0.0", "reserved name")]
    [InlineData("valid", "1.0", "is an invalid semver version")]
    public async Task Names_and_versions_have_rules(string name, string version, string detail)
    {
        using var answer = await client.PublishAsync(SampleCrate.Of(name, version));

        await CratesClient.RefusedAsync(answer, HttpStatusCode.BadRequest, detail);
    }

    [Fact]
    public async Task A_name_is_too_long_from_65_letters_on()
    {
        using var answer = await client.PublishAsync(SampleCrate.Of(new string('a', 65)));

        await CratesClient.RefusedAsync(answer, HttpStatusCode.BadRequest, "too long (max 64 characters)");
    }

    [Theory]
    [InlineData("description", "missing or empty metadata fields: description.")]
    [InlineData("license", "missing or empty metadata fields: license.")]
    public async Task Metadata_must_be_there(string field, string detail)
    {
        using var answer = await client.PublishAsync(SampleCrate.Of("lacking"), metadata => metadata.Remove(field));

        await CratesClient.RefusedAsync(answer, HttpStatusCode.BadRequest, detail);
    }

    [Fact]
    public async Task Wildcards_are_no_requirements()
    {
        using var answer = await client.PublishAsync(SampleCrate.Of("wild"), metadata => metadata["deps"] = new JsonArray(new JsonObject { ["name"] = "other", ["version_req"] = "*", ["kind"] = "normal", ["features"] = new JsonArray(), ["optional"] = false, ["default_features"] = true }));

        await CratesClient.RefusedAsync(answer, HttpStatusCode.BadRequest, "wildcard (`*`) dependency constraints are not allowed");
    }

    [Theory]
    [InlineData("1.0.0")]
    [InlineData("1.0.0+other")]
    public async Task A_version_is_taken_once(string again)
    {
        var name = $"once{again.Length}";
        await client.RequirePublishedAsync(SampleCrate.Of(name));

        using var answer = await client.PublishAsync(SampleCrate.Of(name, again));

        await CratesClient.RefusedAsync(answer, HttpStatusCode.BadRequest, $"crate version `{again}` is already uploaded");
        Assert.Single((await client.LinesAsync($"on/ce/{name}"))!);
    }

    [Fact]
    public async Task A_name_that_differs_in_hyphens_or_case_is_the_same()
    {
        await client.RequirePublishedAsync(SampleCrate.Of("same-name"));

        using var answer = await client.PublishAsync(SampleCrate.Of("Same_Name", "2.0.0"));

        await CratesClient.RefusedAsync(answer, HttpStatusCode.BadRequest, "crate was previously named `same-name`");
    }

    [Fact]
    public async Task What_is_too_large_is_refused()
    {
        await using var small = await RegistryFixture.StartAsync(options => options with { Crates = new CratesLimits { CrateBytes = 100 } });
        using var narrow = new CratesClient(small);

        using var answer = await narrow.PublishAsync(SampleCrate.Of("large"));

        await CratesClient.RefusedAsync(answer, HttpStatusCode.RequestEntityTooLarge, "max upload size is: 100");
    }

    [Fact]
    public async Task The_archive_must_be_that_of_the_crate()
    {
        using var other = await client.PublishAsync(SampleCrate.Of("inside", "2.0.0") with { Version = "1.0.0" });
        await CratesClient.RefusedAsync(other, HttpStatusCode.BadRequest, "invalid path found: inside-2.0.0/");
        using var empty = await client.PublishAsync(SampleCrate.Holding("inside", "1.0.0", ("inside-1.0.0/src/lib.rs", "")));
        await CratesClient.RefusedAsync(empty, HttpStatusCode.BadRequest, "missing a `Cargo.toml`");
        using var upwards = await client.PublishAsync(SampleCrate.Holding("inside", "1.0.0", ("inside-1.0.0/../../etc/passwd", "")));
        await CratesClient.RefusedAsync(upwards, HttpStatusCode.BadRequest, "invalid path found");
        using var none = await client.PublishAsync(new SampleCrate("inside", "1.0.0", "no archive"u8.ToArray()));
        await CratesClient.RefusedAsync(none, HttpStatusCode.BadRequest, "malformed");
    }

    [Theory]
    [InlineData(0, "invalid metadata length")]
    [InlineData(3, "invalid metadata length")]
    [InlineData(20, "invalid metadata length")]
    public async Task A_frame_that_breaks_off_is_refused(int length, string detail)
    {
        var frame = CratesClient.Frame("""{"name":"cut","vers":"1.0.0"}"""u8.ToArray(), []);

        using var answer = await client.SendAsync(HttpMethod.Put, "api/v1/crates/new", new ByteArrayContent(frame[..length]));

        await CratesClient.RefusedAsync(answer, HttpStatusCode.BadRequest, detail);
    }

    [Fact]
    public async Task Tokens_are_told_apart()
    {
        using var stranger = new CratesClient(registry, token: "wrong");
        using var wrong = await stranger.PublishAsync(SampleCrate.Of("guarded"));
        await CratesClient.RefusedAsync(wrong, HttpStatusCode.Forbidden, "authentication failed");
        using var none = await client.SendAsync(HttpMethod.Get, "api/v1/me", content: null, authenticated: false);
        await CratesClient.RefusedAsync(none, HttpStatusCode.Forbidden, "this action requires authentication");
        using var known = await client.SendAsync(HttpMethod.Get, "api/v1/me");
        await CratesClient.RefusedAsync(known, HttpStatusCode.Forbidden, "only be performed on the crates.io website");
    }

    [Fact]
    public async Task Who_gave_a_crate_away_publishes_it_no_more()
    {
        await client.RequirePublishedAsync(SampleCrate.Of("given"));
        await ChangeOwnersAsync(HttpMethod.Put, "somebody");
        await ChangeOwnersAsync(HttpMethod.Delete, "drayage");

        using var answer = await client.PublishAsync(SampleCrate.Of("given", "1.1.0"));
        await CratesClient.RefusedAsync(answer, HttpStatusCode.Forbidden, "you don't seem to be an owner");
        using var owners = await client.SendAsync(HttpMethod.Get, "api/v1/crates/given/owners");
        Assert.Equal("somebody", JsonElement.Parse(await owners.Content.ReadAsStringAsync()).GetProperty("users")[0].GetProperty("login").GetString());

        async Task ChangeOwnersAsync(HttpMethod method, string user)
        {
            using var changed = await client.SendAsync(method, "api/v1/crates/given/owners", JsonContent.Create(new { users = new[] { user } }));
            Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        }
    }

    [Fact]
    public async Task A_crate_keeps_an_owner()
    {
        await client.RequirePublishedAsync(SampleCrate.Of("owned"));

        using var answer = await client.SendAsync(HttpMethod.Delete, "api/v1/crates/owned/owners", JsonContent.Create(new { users = new[] { "drayage" } }));

        await CratesClient.RefusedAsync(answer, HttpStatusCode.BadRequest, "at least one individual owner is required");
    }

    [Fact]
    public async Task The_identity_of_a_job_publishes_further_versions_for_half_an_hour_and_nothing_else()
    {
        var clock = new ManualClock(DateTimeOffset.UtcNow);
        await using var trusting = await RegistryFixture.StartAsync(options => options with { Clock = clock });
        using var user = new CratesClient(trusting);
        await user.RequirePublishedAsync(SampleCrate.Of("trusted"));
        using var exchanged = await user.SendAsync(HttpMethod.Post, "api/v1/trusted_publishing/tokens", JsonContent.Create(new { jwt = CiIdentity.TokenFor(trusting.Authority) }), authenticated: false);
        using var job = new CratesClient(trusting, token: JsonElement.Parse(await exchanged.Content.ReadAsStringAsync()).GetProperty("token").GetString()!);

        using var first = await job.PublishAsync(SampleCrate.Of("untrusted"));
        await CratesClient.RefusedAsync(first, HttpStatusCode.Forbidden, "do not support creating new crates");
        await job.RequirePublishedAsync(SampleCrate.Of("trusted", "1.1.0"));
        using var yank = await job.SendAsync(HttpMethod.Delete, "api/v1/crates/trusted/1.1.0/yank");
        Assert.Equal(HttpStatusCode.Forbidden, yank.StatusCode);
        clock.Advance(TimeSpan.FromMinutes(30));
        using var late = await job.PublishAsync(SampleCrate.Of("trusted", "1.2.0"));
        await CratesClient.RefusedAsync(late, HttpStatusCode.Forbidden, "Invalid authentication token");
        using var stale = await user.SendAsync(HttpMethod.Post, "api/v1/trusted_publishing/tokens", JsonContent.Create(new { jwt = CiIdentity.TokenFor(trusting.Authority) }), authenticated: false);
        await CratesClient.RefusedAsync(stale, HttpStatusCode.BadRequest, "it has expired");
    }

    [Fact]
    public async Task Too_many_new_crates_are_told_when_the_next_one_is_taken()
    {
        var clock = new ManualClock();
        await using var slow = await RegistryFixture.StartAsync(options => options with { Clock = clock, Crates = new CratesLimits { NewCrates = PublishRate.NewCratesOfCratesIo, NewVersions = PublishRate.NewVersionsOfCratesIo } });
        using var hasty = new CratesClient(slow);
        for (var number = 0; number < 5; number++)
            await hasty.RequirePublishedAsync(SampleCrate.Of($"hasty{number}"));
        clock.Advance(TimeSpan.FromMinutes(4));

        using var answer = await hasty.PublishAsync(SampleCrate.Of("hasty5"));

        var next = (clock.GetUtcNow() + TimeSpan.FromMinutes(6)).ToString("r", CultureInfo.InvariantCulture);
        await CratesClient.RefusedAsync(answer, HttpStatusCode.TooManyRequests, $"You have published too many new crates in a short period of time. Please try again after {next}");
        Assert.Equal(next, answer.Headers.RetryAfter!.ToString());
        await hasty.RequirePublishedAsync(SampleCrate.Of("hasty0", "1.1.0"));
        clock.Advance(TimeSpan.FromMinutes(6));
        await hasty.RequirePublishedAsync(SampleCrate.Of("hasty5"));
    }

    public void Dispose() => client.Dispose();
}
