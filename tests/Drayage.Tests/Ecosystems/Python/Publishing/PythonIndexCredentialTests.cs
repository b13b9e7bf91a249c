using System.Text;
using Drayage.Ecosystems.Python.Publishing;
using Drayage.Model;
using Drayage.Pipeline.Publishing;
using Drayage.Pipeline.Publishing.Preflight;
using Drayage.Testing;
using Drayage.Tests.Ecosystems.Python.Publishing.Trust;
using Drayage.Tests.Pipeline.Delivery;
using Xunit;

namespace Drayage.Tests.Ecosystems.Python.Publishing;

/// <summary>From where the login to a Python index is taken.</summary>
public sealed class PythonIndexCredentialTests : IAsyncLifetime
{
    private readonly RegistryFixture registry = new();
    private PythonScene scene = null!;

    private Uri Upload => new(registry.Address, "python/main/legacy/");

    public async ValueTask InitializeAsync()
    {
        await registry.InitializeAsync();
        scene = new PythonScene(registry);
    }

    public async ValueTask DisposeAsync()
    {
        scene.Dispose();
        await registry.DisposeAsync();
    }

    [Fact]
    public async Task The_login_of_pypirc_uploads_and_preflight_says_that_it_is_that_one()
    {
        var path = WritePypirc(RegistryFixture.Token);
        var consignment = scene.Prepare("tide", Real(), scene.Settings());

        var report = await scene.Publisher.PreflightAsync(consignment, CancellationToken.None);
        (await scene.Delivery.Scene.DeliverAsync()).AssertComplete();

        Assert.Contains(report.Findings, finding => finding is { Verdict: PreflightVerdict.Good, Subject: PreflightSubject.Credential } && finding.Text.Contains($"accepts the credential of section [main] of {path} ", StringComparison.Ordinal));
        Assert.DoesNotContain(report.Findings, finding => finding.Text.Contains("chmod", StringComparison.Ordinal));
    }

    /// <summary>Each source is there, down to the one that is expected.</summary>
    [Theory]
    [InlineData("token", "env:UPLOAD_TOKEN")]
    [InlineData("pypirc-section", "section [main] of")]
    [InlineData("trusted-publishing", "the job's identity")]
    [InlineData("twine", "TWINE_PASSWORD")]
    [InlineData("uv-token", "UV_PUBLISH_TOKEN")]
    [InlineData("uv-password", "UV_PUBLISH_PASSWORD")]
    [InlineData("identity", "the job's identity")]
    [InlineData("pypirc", "section [main] of")]
    [InlineData("nothing", "the job's identity")]
    public async Task The_nearest_source_counts(string nearest, string place)
    {
        string[] all = ["token", "pypirc-section", "trusted-publishing", "twine", "uv-token", "uv-password", "identity", "pypirc", "nothing"];
        var there = all.SkipWhile(source => source != nearest).Where(source => source == nearest || source is not ("token" or "pypirc-section" or "trusted-publishing")).ToArray();
        await using var ci = new JobIdentityServer(TimeProvider.System);
        if (there.Contains("pypirc"))
            WritePypirc("of-the-file");
        var settings = there.Contains("token") ? scene.WithToken()
            : there.Contains("pypirc-section") ? scene.Settings(("pypirc-section", "main"))
            : there.Contains("trusted-publishing") ? scene.Settings(("trusted-publishing", "true")) : scene.Settings();
        var variables = there.SelectMany(source => source switch
        {
            "twine" => new[] { ("TWINE_PASSWORD", "of-twine"), ("TWINE_REPOSITORY_URL", Upload.AbsoluteUri.TrimEnd('/')) },
            "uv-token" => [("UV_PUBLISH_TOKEN", "of-uv"), ("UV_PUBLISH_URL", Upload.AbsoluteUri)],
            "uv-password" => [("UV_PUBLISH_PASSWORD", "of-uv"), ("UV_PUBLISH_USERNAME", "ci")],
            "identity" => ci.Variables,
            _ => [],
        });
        if (nearest == "uv-password")
            variables = variables.Append(("UV_PUBLISH_URL", Upload.AbsoluteUri));

        var credential = await CredentialAsync(settings, [.. variables]);

        Assert.StartsWith(place, credential.Place, StringComparison.Ordinal);
        Assert.Equal(place == "the job's identity", credential.IsExchanged);
    }

    /// <summary>A release has several indexes and the job one set of variables.</summary>
    [Theory]
    [InlineData("TWINE_PASSWORD=s", "https://upload.pypi.org/legacy/", true)]
    [InlineData("TWINE_PASSWORD=s", "https://test.pypi.org/legacy/", false)]
    [InlineData("TWINE_PASSWORD=s", "https://packages.example.org/legacy/", false)]
    [InlineData("TWINE_PASSWORD=s;TWINE_REPOSITORY=testpypi", "https://test.pypi.org/legacy/", true)]
    [InlineData("TWINE_PASSWORD=s;TWINE_REPOSITORY=testpypi", "https://upload.pypi.org/legacy/", false)]
    [InlineData("TWINE_PASSWORD=s;TWINE_REPOSITORY=main", "{upload}", true)]
    [InlineData("TWINE_PASSWORD=s;TWINE_REPOSITORY=main", "https://upload.pypi.org/legacy/", false)]
    [InlineData("TWINE_PASSWORD=s;TWINE_REPOSITORY_URL=https://packages.example.org/legacy", "https://packages.example.org/legacy/", true)]
    [InlineData("TWINE_PASSWORD=s;TWINE_REPOSITORY_URL=https://packages.example.org/legacy", "https://upload.pypi.org/legacy/", false)]
    [InlineData("TWINE_PASSWORD=", "https://upload.pypi.org/legacy/", false)]
    [InlineData("UV_PUBLISH_TOKEN=s", "https://upload.pypi.org/legacy/", true)]
    [InlineData("UV_PUBLISH_TOKEN=s", "https://test.pypi.org/legacy/", false)]
    [InlineData("UV_PUBLISH_TOKEN=s;UV_PUBLISH_INDEX=inner", "https://upload.pypi.org/legacy/", false)]
    public async Task A_variable_is_for_the_one_address_that_its_client_would_send_it_to(string variables, string upload, bool counts)
    {
        WritePypirc("of-the-file");
        var address = upload == "{upload}" ? Upload : new Uri(upload);
        var settings = scene.Settings() with { Upload = address, TrustedPublishing = counts ? false : null };

        var credential = await new PythonIndexCredentials(settings, Real([.. variables.Split(';').Select(pair => (pair.Split('=')[0], pair.Split('=')[1]))]))
            .OfAsync(address, TestContext.Current.CancellationToken);

        Assert.Equal(counts, credential.Place is "TWINE_PASSWORD" or "UV_PUBLISH_TOKEN");
    }

    [Fact]
    public async Task A_job_with_an_identity_uses_pypirc_for_an_index_that_knows_no_trusted_publishing()
    {
        await using var plain = new LoopbackServer(_ => LoopbackAnswer.Of("404 Not Found"));
        await using var ci = new JobIdentityServer(TimeProvider.System);
        Write(Ours(plain.Address, "of-the-file"));
        var settings = scene.Settings() with { Upload = new Uri(plain.Address, "python/main/legacy/") };

        var credential = await new PythonIndexCredentials(settings, Real(ci.Variables)).OfAsync(settings.Upload, TestContext.Current.CancellationToken);

        Assert.StartsWith("section [main] of", credential.Place, StringComparison.Ordinal);
        Assert.Equal(["/_/oidc/audience"], plain.Received.Select(request => request.Target));
        Assert.Empty(ci.Asked);
    }

    [Fact]
    public async Task The_user_and_a_percent_sign_arrive_as_they_stand()
    {
        await using var index = new LoopbackServer(request => request.Method == "POST" ? LoopbackAnswer.Of("403 Forbidden", "Invalid or non-existent authentication information.") : LoopbackAnswer.Of("404 Not Found"));
        Write($"[distutils]\nindex-servers = own\n[own]\nrepository: {index.Address}legacy/\nusername: ci\npassword: 50%(off)s=x\n");
        var settings = scene.Settings(("pypirc-section", "own")) with { Upload = new Uri(index.Address, "legacy/"), Index = new Uri(index.Address, "simple/") };
        scene.Prepare("tide", Real(), settings);

        var refused = (await scene.Delivery.Scene.DeliverAsync()).Failure();

        var sent = index.Received.First(request => request.Method == "POST").Headers["Authorization"];
        Assert.Equal("ci:50%(off)s=x", Encoding.UTF8.GetString(Convert.FromBase64String(sent["Basic ".Length..])));
        Assert.Equal(DeliveryFailure.Refused, refused.Failure);
        Assert.Contains("check the token of destination main (section [own] of", refused.Hint, StringComparison.Ordinal);
        Assert.DoesNotContain("50%(off)s=x", $"{refused.Message}{refused.Because}{refused.Hint}{await File.ReadAllTextAsync(scene.Delivery.Scene.JournalPath, TestContext.Current.CancellationToken)}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_others_can_read_is_a_doubt()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "files have no such permissions there");
        var path = WritePypirc(RegistryFixture.Token);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        var consignment = scene.Prepare("tide", Real(), scene.Settings());

        var report = await scene.Publisher.PreflightAsync(consignment, CancellationToken.None);

        Assert.Contains(report.Findings, finding => finding is { Verdict: PreflightVerdict.Doubtful, Subject: PreflightSubject.Credential } && finding.Text == $"others on this machine can read the password in {path}: chmod 600 {path}");
        Assert.True(report.IsReady);
    }

    [Theory]
    [InlineData("[main\npassword = the-secret\n", "", ".pypirc:1:1: this line stands in no section")]
    [InlineData("[distutils]\nindex-servers = main\n[main]\npassword = the-secret\nthe-secret\n", "", ".pypirc:5:1: this is neither")]
    [InlineData(null, "sub/dir/pypirc", "sub/dir/pypirc is not there")]
    public async Task A_wrong_file_is_told_with_its_place(string? text, string file, string because)
    {
        if (text is not null)
            Write(text);

        var refused = await Assert.ThrowsAsync<ReleaseException>(() => CredentialAsync(file.Length > 0 ? scene.Settings(("pypirc", file)) : scene.Settings()));

        Assert.Equal(ExitCode.Usage, refused.Code);
        Assert.Contains(because, refused.Because, StringComparison.Ordinal);
        Assert.DoesNotContain("the-secret", refused.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, "TWINE_PASSWORD and UV_PUBLISH_TOKEN are not set for it")]
    [InlineData(true, "no section of ")]
    public async Task Nobody_s_login_is_told_with_where_it_was_looked_for(bool named, string because)
    {
        WritePypirc("of-the-file");
        var settings = (named ? scene.Settings(("pypirc", "~/.pypirc")) : scene.Settings(("trusted-publishing", "false"))) with { Upload = new Uri("https://packages.example.org/legacy/") };

        var refused = await Assert.ThrowsAsync<ReleaseException>(() => CredentialAsync(settings));

        Assert.Equal("destination main: there is no credential", refused.Message);
        Assert.Contains(because, refused.Because, StringComparison.Ordinal);
        Assert.Contains("https://packages.example.org/legacy/", refused.Because, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rehearsal_reads_no_file()
    {
        Write("this is no such file");
        var consignment = scene.Prepare("tide", scene.Delivery.Rehearsing() with { Client = Real().Client }, scene.Settings(("pypirc-section", "own")));

        var report = await scene.Publisher.PreflightAsync(consignment, CancellationToken.None);
        (await scene.Delivery.Scene.DeliverAsync()).AssertComplete();

        Assert.True(report.IsReady);
    }

    private Task<PythonIndexCredential> CredentialAsync(PythonIndexSettings settings, params (string Name, string Value)[] variables) =>
        new PythonIndexCredentials(settings, Real(variables)).OfAsync(settings.Upload, TestContext.Current.CancellationToken).AsTask();

    private PublisherContext Real(params (string Name, string Value)[] variables) => scene.Real([("HOME", scene.Work.Path), .. variables]);

    private string WritePypirc(string password) => Write(Ours(registry.Address, password));

    private static string Ours(Uri registry, string password) =>
        $"[distutils]\nindex-servers =\n    main\n[main]\nrepository = {registry}python/main/legacy/\npassword = {password}\n";

    private string Write(string text)
    {
        var path = scene.Work.Write(".pypirc", text);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return path;
    }
}
