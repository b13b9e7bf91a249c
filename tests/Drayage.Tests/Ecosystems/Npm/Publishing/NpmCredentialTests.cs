using System.Text;
using System.Text.Json.Nodes;
using Drayage.Registries.Npm;
using Drayage.Testing;
using Drayage.Tests.Pipeline.Delivery;
using Drayage.Tests.Registries.Npm;
using Xunit;

namespace Drayage.Tests.Ecosystems.Npm.Publishing;

/// <summary>Whose packages they are, and by which login they are sent.</summary>
public sealed class NpmCredentialTests : IAsyncLifetime
{
    private static readonly string[] NotShown = [RegistryFixture.Token, "npm_other"];

    private RegistryFixture registry = null!;
    private NpmScene scene = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        registry = await RegistryFixture.StartAsync(options => options with
        {
            Npm = new NpmOptions
            {
                LargestPackage = 4096,
                Accounts = [new NpmAccount { Name = "other", Secret = "npm_other" }, new NpmAccount { Name = "careful", Secret = "npm_careful", OneTimePassword = "123456" }],
                TrustedPublishers = [new NpmTrustedPublisher("@tide/trusted", "tidewater/tidewater")],
            },
        });
        scene = new NpmScene(registry);
    }

    [Fact]
    public async Task The_login_in_npms_own_configuration_serves_where_no_token_is_named()
    {
        scene.Work.Write(".npmrc", $"//{registry.Authority}/npm/:_authToken=${{PUBLISH_TOKEN}}\n");
        scene.Release("npmrc", "1.0.0", [], [("PUBLISH_TOKEN", RegistryFixture.Token)]);

        (await scene.Delivery.Scene.DeliverAsync()).AssertComplete();
    }

    [Fact]
    public async Task A_user_and_a_password_in_the_users_configuration_serve_too()
    {
        var password = Convert.ToBase64String(Encoding.UTF8.GetBytes(RegistryFixture.Token));
        var file = scene.Work.Write("elsewhere/npmrc", $"//{registry.Authority}/npm/main/:username=anyone\n//{registry.Authority}/npm/main/:_password={password}\n");
        scene.Release("password", "1.0.0", [], [("NPM_CONFIG_USERCONFIG", file)]);

        (await scene.Delivery.Scene.DeliverAsync()).AssertComplete();
    }

    [Fact]
    public async Task Without_any_login_the_ways_to_get_one_are_named()
    {
        // Its variable is not set, so that the entry is none.
        scene.Work.Write(".npmrc", $"//{registry.Authority}/npm/:_authToken=${{PUBLISH_TOKEN}}\n");
        scene.Release("nobody", "1.0.0", [], []);

        var refused = (await scene.Delivery.Scene.DeliverAsync()).Failure();

        Assert.Contains("there is no login", refused.Message, StringComparison.Ordinal);
        Assert.Contains("id-token: write", refused.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_somebody_else_has_is_refused_in_preflight_and_when_sent()
    {
        using var other = new NpmClient(registry, "npm_other");
        await other.PublishAsync("taken", "0.9.0");
        var consignment = scene.Rehearse("taken", "1.0.0");

        var report = await scene.Publisher.PreflightAsync(consignment, Cancellation);
        var refused = (await scene.Delivery.Scene.DeliverAsync()).Failure();

        Assert.False(report.IsReady);
        Assert.Contains(report.Findings, finding => finding.Text.Contains("belongs to somebody else: drayage is not among", StringComparison.Ordinal));
        Assert.Contains("403", refused.Because, StringComparison.Ordinal);
        Assert.Contains("npm owner ls taken", refused.Hint, StringComparison.Ordinal);
        Assert.All(NotShown, secret => Assert.DoesNotContain(secret, $"{refused.Message}{refused.Because}{refused.Hint}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_package_that_is_too_large_is_told_so()
    {
        var noise = new byte[8000];
        new Random(1).NextBytes(noise);
        scene.Rehearse("large", "1.0.0", SampleTarball.Make("large", "1.0.0", Convert.ToBase64String(noise)));

        var refused = (await scene.Delivery.Scene.DeliverAsync()).Failure();

        Assert.Contains("413", refused.Because, StringComparison.Ordinal);
        Assert.Contains("\"files\"", refused.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_account_that_asks_for_a_one_time_password_cannot_release()
    {
        scene.Release("careful", "1.0.0", [("token", "env:TOKEN")], [("TOKEN", "npm_careful")]);

        Assert.Contains("one-time password", (await scene.Delivery.Scene.DeliverAsync()).Failure().Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_identity_of_a_job_is_exchanged_and_puts_the_dist_tag_at_once()
    {
        var consignment = scene.Release("@tide/trusted", "1.0.0", [], [("NPM_ID_TOKEN", CiIdentity.TokenFor("npm:127.0.0.1"))]);

        var report = await scene.Publisher.PreflightAsync(consignment, Cancellation);
        (await scene.Delivery.Scene.DeliverAsync()).AssertComplete();

        Assert.True(report.IsReady);
        Assert.Contains(report.Findings, finding => finding.Text.Contains("gives the job's identity a token", StringComparison.Ordinal));
        Assert.DoesNotContain(scene.Delivery.Changes(), change => change.Contains("dist-tags", StringComparison.Ordinal));
        using var client = new NpmClient(registry);
        Assert.Equal("1.0.0", (await client.GetAsync("@tide/trusted")).Body!["dist-tags"]!["latest"]!.GetValue<string>());
    }

    [Fact]
    public async Task An_identity_that_has_expired_is_refused_in_preflight_and_when_sent()
    {
        var consignment = scene.Release("@tide/trusted", "1.0.0", [("trusted-publishing", "true")], [("NPM_ID_TOKEN", CiIdentity.TokenFor("npm:127.0.0.1", DateTimeOffset.UtcNow.AddMinutes(-1)))]);

        var report = await scene.Publisher.PreflightAsync(consignment, Cancellation);
        var refused = (await scene.Delivery.Scene.DeliverAsync()).Failure();

        Assert.False(report.IsReady);
        Assert.Contains("expired", refused.Because, StringComparison.Ordinal);
        Assert.Contains("trusted publisher", refused.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_provenance_bundle_goes_along_if_it_is_about_this_very_package()
    {
        var tarball = SampleTarball.Make("@tide/proven", "1.0.0");
        scene.Work.Write("proofs/proven.sigstore.json", Bundle("pkg:npm/%40tide/proven@1.0.0", tarball));
        scene.Release("@tide/proven", "1.0.0", [("token", "env:TOKEN"), ("provenance", "proofs/{{ package.split('/')[1] }}.sigstore.json")], [("TOKEN", RegistryFixture.Token)], tarball);

        (await scene.Delivery.Scene.DeliverAsync()).AssertComplete();

        using var client = new NpmClient(registry);
        var dist = (await client.GetAsync("@tide/proven")).Body!["versions"]!["1.0.0"]!["dist"]!;
        Assert.Equal("https://slsa.dev/provenance/v1", dist["attestations"]!["provenance"]!["predicateType"]!.GetValue<string>());
        Assert.Single((await client.GetAsync("-/npm/v1/attestations/@tide/proven@1.0.0")).Body!["attestations"]!.AsArray());
    }

    [Theory]
    [InlineData("pkg:npm/%40tide/elsewhere@1.0.0", "it is about pkg:npm/%40tide/elsewhere@1.0.0")]
    [InlineData(null, "does not exist")]
    public async Task Another_bundle_or_none_is_refused_before_anything_is_sent(string? subject, string because)
    {
        var tarball = SampleTarball.Make("@tide/unproven", "1.0.0");
        if (subject is not null)
            scene.Work.Write("proof.json", Bundle(subject, tarball));
        scene.Release("@tide/unproven", "1.0.0", [("token", "env:TOKEN"), ("provenance", "proof.json")], [("TOKEN", RegistryFixture.Token)], tarball);

        var refused = (await scene.Delivery.Scene.DeliverAsync()).Failure();

        Assert.Contains(because, refused.Because?.Replace("Could not find file", "does not exist", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Empty(scene.Delivery.Changes());
    }

    [Fact]
    public async Task A_registry_that_lags_behind_is_waited_for_and_nothing_is_sent_twice()
    {
        await using var lagging = await RegistryFixture.StartAsync(options => options with { Npm = new NpmOptions { Lag = TimeSpan.FromMilliseconds(150) } });
        using var patient = new NpmScene(lagging);
        patient.Delivery.Scene.Patience = patient.Delivery.Scene.Patience with { Visibility = TimeSpan.FromSeconds(20) };
        patient.Rehearse("lagging", "1.0.0");

        (await patient.Delivery.Scene.DeliverAsync()).AssertComplete();

        Assert.Single(patient.Delivery.Changes(), change => change == "PUT /npm/main/lagging");
    }

    public async ValueTask DisposeAsync()
    {
        scene.Dispose();
        await registry.DisposeAsync();
    }

    private static string Bundle(string subject, byte[] tarball)
    {
        var statement = new JsonObject
        {
            ["_type"] = "https://in-toto.io/Statement/v1",
            ["predicateType"] = "https://slsa.dev/provenance/v1",
            ["subject"] = new JsonArray(new JsonObject
            {
                ["name"] = subject,
                ["digest"] = new JsonObject { ["sha512"] = Convert.ToHexStringLower(System.Security.Cryptography.SHA512.HashData(tarball)) },
            }),
        };
        return new JsonObject
        {
            ["mediaType"] = "application/vnd.dev.sigstore.bundle.v0.3+json",
            ["dsseEnvelope"] = new JsonObject { ["payloadType"] = "application/vnd.in-toto+json", ["payload"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(statement.ToJsonString())) },
        }.ToJsonString();
    }
}
