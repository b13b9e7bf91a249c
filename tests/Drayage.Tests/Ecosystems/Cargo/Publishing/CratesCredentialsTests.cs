using Drayage.Pipeline.Publishing;
using Drayage.Pipeline.Publishing.Preflight;
using Drayage.Registries.Crates;
using Drayage.Testing;
using Drayage.Tests.Pipeline.Delivery;
using Drayage.Tests.Registries.Crates;
using Xunit;

namespace Drayage.Tests.Ecosystems.Cargo.Publishing;

/// <summary>Where the token comes from: settings, cargo's own places, the identity of a CI job.</summary>
public sealed class CratesCredentialsTests(RegistryFixture registry) : IClassFixture<RegistryFixture>, IDisposable
{
    private readonly CrateDelivery delivery = new(registry);
    private readonly TemporaryDirectory home = new();

    [Theory]
    [InlineData("CARGO_REGISTRIES_MAIN_TOKEN", "")]
    [InlineData(null, "[registries.main]\ntoken = \"fixture-token-5f3a\"\n")]
    public async Task The_token_is_looked_for_where_cargo_looks(string? variable, string credentials)
    {
        home.Write("credentials.toml", credentials);
        delivery.Prepare(SampleCrate.Of($"own{credentials.Length}"), Context(variable is null ? [] : [(variable, RegistryFixture.Token)]), delivery.Settings());

        (await delivery.Scene.DeliverAsync()).AssertComplete();
    }

    [Fact]
    public async Task Without_any_token_all_its_places_are_told()
    {
        delivery.Prepare(SampleCrate.Of("tokenless"), Context(), delivery.Settings());

        var refused = (await delivery.Scene.DeliverAsync()).Failure();

        Assert.Contains("CARGO_REGISTRIES_MAIN_TOKEN is not set", refused.Because, StringComparison.Ordinal);
        Assert.Contains(home["credentials.toml"], refused.Because, StringComparison.Ordinal);
        Assert.Contains("cargo login --registry main", refused.Hint, StringComparison.Ordinal);
        Assert.Contains("id-token: write", refused.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_identity_of_a_job_is_exchanged_for_a_token()
    {
        await PublishedAsync("exchanged");
        var consignment = delivery.Prepare(SampleCrate.Of("exchanged", "1.1.0"), Context(Identity()), delivery.Settings());

        var report = await delivery.Publisher.PreflightAsync(consignment, CancellationToken.None);
        (await delivery.Scene.DeliverAsync()).AssertComplete();

        Assert.True(report.IsReady);
        Assert.Contains(report.Findings, finding => finding is { Verdict: PreflightVerdict.Good, Subject: PreflightSubject.Credential });
        Assert.Equal(["POST /crates/main/api/v1/trusted_publishing/tokens", "PUT /crates/main/api/v1/crates/new"], delivery.Delivery.Changes());
    }

    [Fact]
    public async Task An_identity_that_has_expired_is_refused_with_the_registry_reason()
    {
        await PublishedAsync("stale");
        var expired = ("CRATES_IO_ID_TOKEN", CiIdentity.TokenFor(registry.Authority, DateTimeOffset.UtcNow.AddMinutes(-1)));
        var consignment = delivery.Prepare(SampleCrate.Of("stale", "1.1.0"), Context(expired), delivery.Settings());

        var report = await delivery.Publisher.PreflightAsync(consignment, CancellationToken.None);
        var refused = (await delivery.Scene.DeliverAsync()).Failure();

        Assert.False(report.IsReady);
        Assert.Equal(DeliveryFailure.Refused, refused.Failure);
        Assert.Contains("it has expired", refused.Because, StringComparison.Ordinal);
        Assert.Contains("trusted publisher", refused.Hint, StringComparison.Ordinal);
        Assert.DoesNotContain(expired.Item2, $"{refused.Message}{refused.Because}{refused.Hint}", StringComparison.Ordinal);
    }

    /// <summary>A workspace whose rate limits take longer than the exchanged token lives.</summary>
    [Fact]
    public async Task A_token_that_expires_on_the_way_is_asked_for_anew()
    {
        using var clock = new SimulatedClock();
        await using var slow = await RegistryFixture.StartAsync(options => options with
        {
            Clock = clock,
            Faults = [new DateOf(clock)],
            Crates = new CratesLimits { NewVersions = new PublishRate(1, TimeSpan.FromMinutes(10)) },
        });
        using var user = new CratesClient(slow);
        using var job = new CrateDelivery(slow) { Scene = { Clock = clock, Patience = new() } };
        var names = Enumerable.Range(1, 6).Select(number => $"slow{number}").ToArray();
        foreach (var name in names)
            await user.RequirePublishedAsync(SampleCrate.Of(name));
        var identity = ("CRATES_IO_ID_TOKEN", CiIdentity.TokenFor(slow.Authority, clock.GetUtcNow().AddHours(2)));
        job.PrepareAll(Context(job, identity) with { Clock = clock }, job.Settings(), [.. names.Select(name => (SampleCrate.Of(name, "1.1.0"), Array.Empty<string>()))]);

        (await job.Scene.DeliverAsync()).AssertComplete();

        Assert.InRange(clock.Elapsed, TimeSpan.FromMinutes(50), TimeSpan.FromMinutes(55));
        Assert.InRange(job.Delivery.Changes().Count(change => change.StartsWith("POST", StringComparison.Ordinal)), 2, 4);
    }

    [Fact]
    public async Task A_first_version_cannot_come_from_a_job()
    {
        var consignment = delivery.Prepare(SampleCrate.Of("brand-new"), Context(Identity()), delivery.Settings());

        var report = await delivery.Publisher.PreflightAsync(consignment, CancellationToken.None);
        var refused = (await delivery.Scene.DeliverAsync()).Failure();

        Assert.Contains(report.Findings, finding => finding.Verdict == PreflightVerdict.Refused && finding.Text.Contains("trusted publishing cannot make one", StringComparison.Ordinal));
        Assert.Contains("a crate's first version needs the token of a user", refused.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Trusted_publishing_passes_a_login_over_when_it_is_asked_to()
    {
        await PublishedAsync("preferred");
        delivery.Prepare(
            SampleCrate.Of("preferred", "1.1.0"), Context(Identity(), ("CARGO_REGISTRIES_MAIN_TOKEN", "not this one")), delivery.Settings(("trusted-publishing", "true")));

        (await delivery.Scene.DeliverAsync()).AssertComplete();
    }

    public void Dispose()
    {
        delivery.Dispose();
        home.Dispose();
    }

    private (string, string) Identity() => ("CRATES_IO_ID_TOKEN", CiIdentity.TokenFor(registry.Authority));

    private async Task PublishedAsync(string name)
    {
        using var client = new CratesClient(registry);
        await client.RequirePublishedAsync(SampleCrate.Of(name));
        delivery.Delivery.Requests();
    }

    private PublisherContext Context(params (string Name, string Value)[] variables) => Context(delivery, variables);

    private PublisherContext Context(CrateDelivery into, params (string Name, string Value)[] variables) =>
        into.Delivery.Context(RehearsalDelivery.Environment([("CARGO_HOME", home.Path), .. variables]));
}
