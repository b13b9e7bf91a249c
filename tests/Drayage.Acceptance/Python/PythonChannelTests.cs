using Drayage.Acceptance.Repositories;
using Drayage.Testing;
using Xunit;

namespace Drayage.Acceptance.Python;

/// <summary>Releases to an index by its own address with the login that twine is set up with, and twine beside it.</summary>
public sealed class PythonChannelTests
{
    private const string Again = "run the command again";
    private const string Upload = "/python/main/legacy/";

    [Fact]
    public async Task The_login_of_pypirc_serves_twine_and_a_release_alike()
    {
        await using var registry = await RegistryFixture.StartAsync();
        using var home = Home(registry, RegistryFixture.Token);
        using var repository = await MiniRepository.CreateAsync(PythonSources.Of(Index(registry)));
        (await With(repository, home).RunAsync(["release", "--until", "seal", .. await repository.KeyAsync()])).Ended(0);

        (await Twine(home).RunAsync("upload", "--repository", "own", Path.Combine(repository.Dist, "artifacts", "tide_client-1.4.0-py3-none-any.whl"))).Succeeded();
        var asked = (await With(repository, home).RunAsync("preflight")).Ended(0);
        var released = (await With(repository, home).RunAsync("resume")).Ended(0);

        Assert.Contains($"accepts the credential of section [own] of {home[".pypirc"]}", asked.Output, StringComparison.Ordinal);
        // The wheel came from twine, the source distribution from the release.
        Assert.Equal(2, Uploads(registry));
        Assert.DoesNotContain(RegistryFixture.Token, asked.Output + asked.Error + released.Output + released.Error, StringComparison.Ordinal);
        (await repository.Drayage.RunAsync("verify", "--key", repository.PublicKeyPath)).Ended(0);
    }

    [Fact]
    public async Task The_same_bytes_are_success_without_an_upload_and_others_a_conflict()
    {
        await using var registry = await RegistryFixture.StartAsync();
        using var home = Home(registry, RegistryFixture.Token);
        using var repository = await MiniRepository.CreateAsync(PythonSources.Of(Index(registry)));
        (await ReleaseAsync(repository, home)).Ended(0);
        Directory.Delete(repository.Dist, recursive: true);

        (await ReleaseAsync(repository, home)).Ended(0);
        Assert.Equal(2, Uploads(registry));

        Directory.Delete(repository.Dist, recursive: true);
        repository.Replace("python/backend.py", "\"tide_client.py\": \"\"", "\"tide_client.py\": \"answer = 43\"");
        await repository.CommitAsync("Another answer");
        (await ReleaseAsync(repository, home)).Refused(
            1, "tide_client-1.4.0-py3-none-any.whl of version 1.4.0 is already there with other bytes", "holds sha256:", "release a new version");
        Assert.Equal(2, Uploads(registry));
    }

    [Fact]
    public async Task What_an_index_refuses_is_told_as_early_as_it_says_so()
    {
        await using var registry = await RegistryFixture.StartAsync();
        using var wrong = Home(registry, "pypi-wrong");
        using var broken = new TemporaryDirectory();
        broken.Write(".pypirc", "[distutils]\nindex-servers = own\n[own]\npypi-wrong\n");
        using var none = new TemporaryDirectory();
        using var repository = await MiniRepository.CreateAsync(PythonSources.Of(Index(registry)));
        using var known = await MiniRepository.CreateAsync(PythonSources.Of(Index(registry), ", token: env:UPLOAD_TOKEN"));
        var expired = CiIdentity.TokenFor("pypi", DateTimeOffset.UtcNow.AddMinutes(-5));

        (await ReleaseAsync(repository, wrong)).Refused(1, "main would refuse this release", "(section [own] of", Again);
        (await ReleaseAsync(repository, broken)).Refused(1, "main would refuse this release", ".pypirc:4:1: this is neither '[section]' nor 'key = value'", Again);
        (await ReleaseAsync(repository, none)).Refused(1, "main would refuse this release", "~/.pypirc hold no login for this index", Again);
        (await With(known, none).RunAsync(["release", .. await known.KeyAsync()])).Refused(1, "main would refuse this release", "UPLOAD_TOKEN is not set", Again);
        Assert.Equal(0, Uploads(registry));
        Assert.False(Directory.Exists(repository.Dist));

        using var right = Home(registry, RegistryFixture.Token);
        (await ReleaseAsync(repository, right)).Ended(0);
        foreach (var path in new[] { "VERSION", "python/pyproject.toml", "python/backend.py" })
            repository.Replace(path, "1.4.0", "1.4.1");
        await repository.CommitAsync("Go on");
        var late = await With(repository, none).With("PYPI_ID_TOKEN", expired).RunAsync(["release", .. await repository.KeyAsync()]);
        late.Refused(1, "gave no upload token in exchange for the job's identity", "expired", "an identity lasts for minutes");
        Assert.DoesNotContain(expired, late.Error + late.Output, StringComparison.Ordinal);
        Assert.Equal(2, Uploads(registry));
    }

    /// <summary>A home directory with the <c>.pypirc</c> of this index.</summary>
    private static TemporaryDirectory Home(RegistryFixture registry, string password)
    {
        var home = new TemporaryDirectory();
        home.Write(".pypirc", $"[distutils]\nindex-servers =\n    own\n\n[own]\nrepository = {Index(registry)}legacy/\nusername = __token__\npassword = {password}\n");
        File.SetUnixFileMode(home[".pypirc"], UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return home;
    }

    private static int Uploads(RegistryFixture registry) => registry.Served.Count(request => request is { Method: "POST", Path: Upload, Status: 200 });

    private static Uri Index(RegistryFixture registry) => new(registry.Address, "python/main/");

    private static Peer Twine(TemporaryDirectory home) => Peer.Require("/usr/bin/twine")
        .With("HOME", home.Path).With("TWINE_NON_INTERACTIVE", "1").With("TWINE_PASSWORD", null).With("TWINE_REPOSITORY_URL", null).With("COLUMNS", "1000");

    private static BuiltDrayage With(MiniRepository repository, TemporaryDirectory home) => repository.Drayage
        .With("HOME", home.Path).With("TWINE_PASSWORD", null).With("UV_PUBLISH_TOKEN", null).With("ACTIONS_ID_TOKEN_REQUEST_URL", null);

    private static async Task<CommandOutcome> ReleaseAsync(MiniRepository repository, TemporaryDirectory home) =>
        await With(repository, home).RunAsync(["release", .. await repository.KeyAsync()]);
}
