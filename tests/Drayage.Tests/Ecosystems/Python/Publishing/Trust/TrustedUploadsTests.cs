using Drayage.Model.Delivery;
using Drayage.Pipeline.Publishing;
using Drayage.Pipeline.Publishing.Preflight;
using Drayage.Registries.Python;
using Drayage.Testing;
using Drayage.Tests.Pipeline.Delivery;
using Xunit;

namespace Drayage.Tests.Ecosystems.Python.Publishing.Trust;

/// <summary>Uploads with a token for the identity of a CI job.</summary>
public sealed class TrustedUploadsTests
{
    private const string Mint = "POST /_/oidc/mint-token";
    private const string Upload = "POST /python/main/legacy/";

    private static readonly (string Name, string Value)[] Job =
    [
        ("repository", "tidewater/tidewater"),
        ("job_workflow_ref", "tidewater/tidewater/.github/workflows/release.yml@refs/tags/v1.0.0"),
        ("environment", "pypi"),
    ];

    private static readonly (string Name, string Value)[] OtherJob = [("repository", "tidewater/fork"), .. Job[1..]];

    [Fact]
    public async Task The_identity_of_a_job_is_exchanged_once_for_all_files()
    {
        await using var registry = await TrustingAsync("tide");
        await using var ci = new JobIdentityServer(TimeProvider.System, Job);
        using var scene = new PythonScene(registry);
        scene.Prepare("tide", scene.Real(ci.Variables), scene.Settings());

        (await scene.Delivery.Scene.DeliverAsync()).AssertComplete();

        Assert.Equal([Mint, Upload, Upload], scene.Delivery.Changes());
        Assert.Equal(["/token?api-version=2&audience=pypi"], ci.Asked);
    }

    [Fact]
    public async Task A_token_that_is_configured_goes_first_and_no_identity_is_asked_for()
    {
        await using var registry = await TrustingAsync("tide");
        await using var ci = new JobIdentityServer(TimeProvider.System, Job);
        using var scene = new PythonScene(registry);
        scene.Prepare("tide", scene.Real([.. ci.Variables, ("UPLOAD_TOKEN", RegistryFixture.Token)]), scene.WithToken());

        (await scene.Delivery.Scene.DeliverAsync()).AssertComplete();

        Assert.Empty(ci.Asked);
        Assert.Equal([Upload, Upload], scene.Delivery.Changes());
    }

    [Fact]
    public async Task A_rehearsal_goes_the_same_way_without_a_CI_system()
    {
        await using var registry = await RegistryFixture.StartAsync();
        using var scene = new PythonScene(registry);
        var consignment = scene.Prepare("tide", scene.Delivery.Rehearsing(), scene.Settings());

        var report = await scene.Publisher.PreflightAsync(consignment, CancellationToken.None);
        (await scene.Delivery.Scene.DeliverAsync()).AssertComplete();

        Assert.True(report.IsReady);
        Assert.Equal([Mint, Upload, Upload], scene.Delivery.Changes());
    }

    [Fact]
    public async Task A_token_is_renewed_before_its_end()
    {
        using var clock = new SimulatedClock();
        await using var registry = await TrustingAsync("tide", clock);
        await using var ci = new JobIdentityServer(clock, Job);
        using var scene = new PythonScene(registry);
        var consignment = scene.Prepare("tide", scene.Real(ci.Variables) with { Clock = clock }, scene.Settings());
        var puts = consignment.Effects.OfType<Effect.Put>().ToArray();

        await scene.Publisher.SendAsync(consignment, puts[0], scene.Delivery.Scene.Content, CancellationToken.None);
        await Task.Delay(TimeSpan.FromMinutes(20), clock, TestContext.Current.CancellationToken);
        await scene.Publisher.SendAsync(consignment, puts[1], scene.Delivery.Scene.Content, CancellationToken.None);

        Assert.Equal([Mint, Upload, Mint, Upload], scene.Delivery.Changes());
    }

    /// <summary>The index ends a token sooner than it says: its clock runs ahead of ours.</summary>
    [Fact]
    public async Task A_token_that_expires_on_the_way_is_asked_for_anew()
    {
        using var clock = new SimulatedClock();
        var ahead = new ManualClock(clock.GetUtcNow());
        await using var registry = await TrustingAsync("tide", ahead);
        await using var ci = new JobIdentityServer(ahead, Job);
        using var scene = new PythonScene(registry);
        var consignment = scene.Prepare("tide", scene.Real(ci.Variables) with { Clock = clock }, scene.Settings());
        var puts = consignment.Effects.OfType<Effect.Put>().ToArray();
        await scene.Publisher.SendAsync(consignment, puts[0], scene.Delivery.Scene.Content, CancellationToken.None);
        ahead.Advance(TimeSpan.FromMinutes(16));
        await Task.Delay(TimeSpan.FromMinutes(2), clock, TestContext.Current.CancellationToken);
        scene.Delivery.Changes();
        scene.Delivery.Scene.Clock = clock;

        (await scene.Delivery.Scene.DeliverAsync()).AssertComplete();

        Assert.Equal([Upload, Mint, Upload], scene.Delivery.Changes());
    }

    [Fact]
    public async Task An_index_without_such_a_publisher_is_told_with_the_claims_that_it_compared()
    {
        await using var registry = await TrustingAsync("tide");
        await using var ci = new JobIdentityServer(TimeProvider.System, OtherJob);
        using var scene = new PythonScene(registry);
        scene.Prepare("tide", scene.Real(ci.Variables), scene.Settings());

        var refused = (await scene.Delivery.Scene.DeliverAsync()).Failure();

        Assert.Equal(DeliveryFailure.Refused, refused.Failure);
        Assert.Equal($"destination main: {registry.Authority} gave no upload token in exchange for the job's identity", refused.Message);
        Assert.Contains("invalid-publisher", refused.Because, StringComparison.Ordinal);
        Assert.Contains("repository tidewater/fork, workflow tidewater/tidewater/.github/workflows/release.yml@refs/tags/v1.0.0, environment pypi, subject repo:", refused.Because, StringComparison.Ordinal);
        Assert.Contains("manage/account/publishing/", refused.Hint, StringComparison.Ordinal);
        Assert.Equal([Mint, Mint], scene.Delivery.Changes());
    }

    [Fact]
    public async Task A_project_of_others_is_refused_by_name()
    {
        await using var registry = await TrustingAsync("tide");
        using var user = new PythonScene(registry);
        user.Prepare("taken", user.Delivery.Rehearsing(), user.WithToken());
        (await user.Delivery.Scene.DeliverAsync()).AssertComplete();
        await using var ci = new JobIdentityServer(TimeProvider.System, Job);
        using var scene = new PythonScene(registry);

        var consignment = scene.Prepare("other", scene.Real(ci.Variables), scene.Settings());
        var newProject = await Assert.ThrowsAsync<DeliveryException>(() => SendAsync(scene, consignment));
        consignment = scene.Prepare("taken", scene.Real(ci.Variables), scene.Settings(), body: "answer = 43\n");
        var taken = await Assert.ThrowsAsync<DeliveryException>(() => SendAsync(scene, consignment));

        Assert.Contains("Non-user identities cannot create new projects", newProject.Because, StringComparison.Ordinal);
        Assert.Contains("the pending publisher must name other as its project", newProject.Hint, StringComparison.Ordinal);
        Assert.Contains("not valid for project", taken.Because, StringComparison.Ordinal);
        Assert.Contains("as trusted publisher", taken.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_identity_that_has_expired_is_refused_and_never_shown()
    {
        await using var registry = await TrustingAsync("tide");
        var expired = CiIdentity.TokenFor("pypi", DateTimeOffset.UtcNow.AddMinutes(-1), more: Job);
        using var scene = new PythonScene(registry);
        scene.Prepare("tide", scene.Real(("PYPI_ID_TOKEN", expired)), scene.Settings());

        var refused = (await scene.Delivery.Scene.DeliverAsync()).Failure();

        Assert.Equal(DeliveryFailure.Refused, refused.Failure);
        Assert.Contains("it has expired", refused.Because, StringComparison.Ordinal);
        Assert.Contains("start the job again", refused.Hint, StringComparison.Ordinal);
        Assert.DoesNotContain(expired, $"{refused.Message}{refused.Because}{refused.Hint}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_job_without_identity_is_told_what_it_lacks()
    {
        await using var registry = await TrustingAsync("tide");
        using var scene = new PythonScene(registry);
        scene.Prepare("tide", scene.Real(), scene.Settings());

        var refused = (await scene.Delivery.Scene.DeliverAsync()).Failure();

        Assert.Contains("there is no credential", refused.Message, StringComparison.Ordinal);
        Assert.Contains("ACTIONS_ID_TOKEN_REQUEST_URL and PYPI_ID_TOKEN are not set", refused.Because, StringComparison.Ordinal);
        Assert.Contains("permissions: id-token: write", refused.Hint, StringComparison.Ordinal);
        Assert.Empty(scene.Delivery.Changes());
    }

    [Fact]
    public async Task An_index_that_knows_no_trusted_publishing_wants_a_token()
    {
        await using var other = new LoopbackServer(_ => LoopbackAnswer.Of("404 Not Found"));
        await using var registry = await RegistryFixture.StartAsync();
        using var scene = new PythonScene(registry);
        var settings = scene.Settings() with { Upload = new Uri(other.Address, "legacy/") };
        scene.Prepare("tide", scene.Real(), settings);

        var refused = (await scene.Delivery.Scene.DeliverAsync()).Failure();

        Assert.Contains("/_/oidc/audience: 404", refused.Because, StringComparison.Ordinal);
        Assert.Contains("knows no trusted publishing; write token: env:NAME into destination main", refused.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Preflight_exchanges_the_identity_where_the_project_is_there()
    {
        await using var registry = await TrustingAsync("tide");
        await using var ci = new JobIdentityServer(TimeProvider.System, Job);
        using var scene = new PythonScene(registry);
        var consignment = scene.Prepare("tide", scene.Real(ci.Variables), scene.Settings());
        (await scene.Delivery.Scene.DeliverAsync()).AssertComplete();
        scene.Delivery.Changes();

        var report = await scene.Publisher.PreflightAsync(consignment, CancellationToken.None);

        Assert.True(report.IsReady);
        Assert.Contains(report.Findings, finding => finding is { Verdict: PreflightVerdict.Good, Subject: PreflightSubject.Credential });
        Assert.Contains(report.Findings, finding => finding.Text.Contains("2 files of tide 1.0.0 stand there already", StringComparison.Ordinal));
    }

    /// <summary>To exchange the identity would make the project.</summary>
    [Fact]
    public async Task Preflight_of_a_first_version_names_the_pending_publisher_and_makes_nothing()
    {
        await using var registry = await TrustingAsync("tide");
        await using var ci = new JobIdentityServer(TimeProvider.System, Job);
        using var scene = new PythonScene(registry);
        var consignment = scene.Prepare("tide", scene.Real(ci.Variables), scene.Settings());

        var report = await scene.Publisher.PreflightAsync(consignment, CancellationToken.None);

        var finding = Assert.Single(report.Findings, finding => finding.Verdict == PreflightVerdict.Doubtful);
        Assert.Contains("there is no project tide yet", finding.Text, StringComparison.Ordinal);
        Assert.Contains("pending publisher", finding.Text, StringComparison.Ordinal);
        Assert.Contains("repository tidewater/tidewater", finding.Text, StringComparison.Ordinal);
        Assert.Empty(scene.Delivery.Changes());
    }

    /// <summary>As GitLab gives it: one for the job, and the index takes it once.</summary>
    [Fact]
    public async Task An_identity_that_serves_once_is_kept_for_the_upload()
    {
        await using var registry = await TrustingAsync("tide");
        using var scene = new PythonScene(registry);
        (string, string)[] once = [("PYPI_ID_TOKEN", CiIdentity.TokenFor("pypi", more: [("jti", "once"), .. Job]))];
        var consignment = scene.Prepare("tide", scene.Real(once), scene.Settings());
        (await scene.Delivery.Scene.DeliverAsync()).AssertComplete();
        scene.Delivery.Changes();

        var report = await scene.Publisher.PreflightAsync(consignment, CancellationToken.None);
        using var again = new PythonScene(registry);
        var second = again.Prepare("tide", again.Real(once), again.Settings());
        var refused = await Assert.ThrowsAsync<DeliveryException>(() => SendAsync(again, second));

        Assert.Contains(report.Findings, finding => finding.Verdict == PreflightVerdict.Unknown && finding.Text.Contains("serves once", StringComparison.Ordinal));
        Assert.Equal([Mint], scene.Delivery.Changes());
        Assert.Contains("invalid-reuse-token", refused.Because, StringComparison.Ordinal);
    }

    private static Task SendAsync(PythonScene scene, Consignment consignment) =>
        scene.Publisher.SendAsync(consignment, consignment.Effects.OfType<Effect.Put>().First(), scene.Delivery.Scene.Content, CancellationToken.None);

    private static Task<RegistryFixture> TrustingAsync(string project, TimeProvider? clock = null) => RegistryFixture.StartAsync(options => options with
    {
        Clock = clock ?? TimeProvider.System,
        Python = new PythonOptions { TrustedPublishers = [new PythonTrustedPublisher(project, "tidewater/tidewater", "release.yml", "pypi")] },
    });
}
