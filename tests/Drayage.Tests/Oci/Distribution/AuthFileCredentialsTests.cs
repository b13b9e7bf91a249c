using Drayage.Model;
using Drayage.Oci.Distribution.Credentials;
using Drayage.Oci.References;
using Drayage.Platform.Processes;
using Drayage.Platform.Secrets;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Oci.Distribution;

public sealed class AuthFileCredentialsTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();
    private static CancellationToken None => TestContext.Current.CancellationToken;

    public void Dispose() => directory.Dispose();

    [Theory]
    [InlineData("ghcr.io", null, "user:secret")]
    [InlineData("docker.io", "library/alpine", "hub:a:b")]
    [InlineData("quay.io", "acme/tool", "acme:1")]
    [InlineData("quay.io", "acme/tool/deep", "acme:1")]
    [InlineData("quay.io", "other/tool", "quay:2")]
    [InlineData("old.example", null, "old:3")]
    [InlineData("id.example", null, "identity:refresh")]
    [InlineData("empty.example", null, null)]
    [InlineData("nowhere.example", null, null)]
    public async Task Entries_are_found_as_docker_and_podman_write_them(string registry, string? repository, string? expected)
    {
        var file = directory.Write("auth.json", $$$"""
            {"auths":{
              "ghcr.io":{"auth":"{{{RegistryFixture.BasicCredentials("user", "secret")}}}"},
              "https://index.docker.io/v1/":{"auth":"{{{RegistryFixture.BasicCredentials("hub", "a:b")}}}"},
              "quay.io/acme":{"username":"acme","password":"1"},
              "quay.io":{"username":"quay","password":"2"},
              "https://old.example/v1/":{"username":"old","password":"3"},
              "id.example":{"auth":"{{{RegistryFixture.BasicCredentials("x", "")}}}","identitytoken":"refresh"},
              "empty.example":{}
            },"HttpHeaders":{"User-Agent":"x"}}
            """);
        var found = await Source(file).FindAsync(registry, repository is null ? null : RepositoryName.Parse(repository), None);
        Assert.Equal(expected, Text(found));
    }

    [Fact]
    public async Task Helpers_are_asked_for_their_registries()
    {
        directory.WriteScript("bin/docker-credential-test", """
            read server
            case "$1 $server" in
              "get gcr.example") echo '{"ServerURL":"x","Username":"helper","Secret":"s"}' ;;
              "get https://index.docker.io/v1/") echo '{"Username":"<token>","Secret":"refresh"}' ;;
              *) echo 'credentials not found in native keychain'; exit 1 ;;
            esac
            """);
        directory.WriteScript("bin/docker-credential-broken", "echo oops >&2; exit 3");
        var file = directory.Write("config.json", """{"credHelpers":{"gcr.example":"test","bad.example":"broken"},"credsStore":"test"}""");
        var source = Source(file);
        Assert.Equal("helper:s", Text(await source.FindAsync("gcr.example", null, None)));
        Assert.Equal("identity:refresh", Text(await source.FindAsync("docker.io", null, None)));
        Assert.Null(await source.FindAsync("unknown.example", null, None));
        var failure = await Assert.ThrowsAsync<ReleaseException>(() => source.FindAsync("bad.example", null, None));
        Assert.Contains("docker-credential-broken", failure.Message, StringComparison.Ordinal);
        Assert.Contains("exit code 3", failure.Because, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\n\"auths\": {\"x\": {\"auth\": \"c2VjcmV0\" ", "auth.json:2")]
    [InlineData("{\"auths\":{\"x.example\":{\"auth\":\"bm8tY29sb24=\"}}}", "x.example: auth is not")]
    public async Task Broken_files_are_named_without_their_secrets(string text, string because)
    {
        var source = Source(directory.Write("auth.json", text));
        var failure = await Assert.ThrowsAsync<ReleaseException>(() => source.FindAsync("x.example", null, None));
        Assert.Contains(because, failure.Because, StringComparison.Ordinal);
        Assert.DoesNotContain("c2VjcmV0", failure.Because, StringComparison.Ordinal);
        Assert.DoesNotContain("bm8t", failure.Because, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_login_of_skopeo_is_understood()
    {
        await using var registry = await DockerRegistry.StartAsync(withPassword: true);
        var file = directory["auth.json"];
        (await Peer.Require("skopeo").RunAsync(
            "login", "--authfile", file, "--tls-verify=false", "-u", DockerRegistry.UserName, "-p", DockerRegistry.Password, registry.Authority)).Succeeded();
        Assert.Equal($"{DockerRegistry.UserName}:{DockerRegistry.Password}", Text(await Source(file).FindAsync(registry.Authority, null, None)));
    }

    [Fact]
    public void Files_are_looked_for_where_the_environment_says()
    {
        var environment = ProcessEnvironment.FromVariables(
            [KeyValuePair.Create("HOME", "/home/a"), KeyValuePair.Create("XDG_RUNTIME_DIR", "/run/1")], "/work");
        Assert.Equal(
            ["/run/1/containers/auth.json", "/home/a/.config/containers/auth.json", "/home/a/.docker/config.json"],
            AuthFileCredentials.FilesOf(environment));
        Assert.Equal(["/work/x.json"], AuthFileCredentials.FilesOf(environment.With([KeyValuePair.Create<string, string?>("REGISTRY_AUTH_FILE", "x.json")])));
        Assert.Contains("/d/config.json", AuthFileCredentials.FilesOf(environment.With([KeyValuePair.Create<string, string?>("DOCKER_CONFIG", "/d")])));
    }

    private AuthFileCredentials Source(string file)
    {
        var path = $"{directory["bin"]}:{TestProcesses.Environment.Path}";
        var environment = TestProcesses.Environment.With([KeyValuePair.Create<string, string?>("PATH", path)]);
        return new AuthFileCredentials([directory["missing.json"], file], new ProcessRunner(environment, TimeProvider.System, new Redactor()), directory.Path);
    }

    private static string? Text(RegistryCredential? credential) => credential switch
    {
        RegistryCredential.Password password => $"{password.UserName}:{password.Secret.Reveal()}",
        RegistryCredential.IdentityToken identity => $"identity:{identity.Token.Reveal()}",
        _ => null,
    };
}
