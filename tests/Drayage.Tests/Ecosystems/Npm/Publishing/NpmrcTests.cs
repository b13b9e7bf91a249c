using Drayage.Ecosystems.Npm.Publishing.Configuration;
using Drayage.Pipeline.Publishing;
using Drayage.Platform.Processes;
using Drayage.Platform.Secrets;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Ecosystems.Npm.Publishing;

public sealed class NpmrcTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Lines_comments_quotes_and_variables_are_read_as_npm_does()
    {
        var file = NpmrcFile.Parse(
            """
            ; a comment
            # another
            registry = https://npm.example.org/
            @tide:registry="https://tide.example.org/"
            //npm.example.org/:_authToken=${TOKEN}
            //other.example.org/:_authToken=${MISSING}
            //third.example.org/:_authToken=a${MISSING?}b
            fund=false ; after a value
            registry=https://later.example.org
            """,
            Environment(("TOKEN", "secret")));

        Assert.Equal(
            ["//npm.example.org/:_authToken=secret", "//third.example.org/:_authToken=ab", "@tide:registry=https://tide.example.org/", "fund=false", "registry=https://later.example.org"],
            file.Entries.Select(entry => $"{entry.Key}={entry.Value}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Variables_weigh_more_than_the_project_and_the_project_more_than_the_user()
    {
        directory.Write(".npmrc", "registry=https://project.example.org/\n@b:registry=https://b.project.example.org/\n");
        directory.Write("home/.npmrc", "registry=https://user.example.org/\n@a:registry=https://a.user.example.org/\n@b:registry=https://b.user.example.org/\n");

        var plain = await ReadAsync(("HOME", directory["home"]));
        var overridden = await ReadAsync(("HOME", directory["home"]), ("NPM_CONFIG_REGISTRY", "https://variable.example.org"));
        var elsewhere = await ReadAsync(("npm_config_userconfig", directory["none"]), ("HOME", directory["home"]));

        Assert.Equal("https://project.example.org/", plain.Registry!.AbsoluteUri);
        Assert.Equal(("https://a.user.example.org/", "https://b.project.example.org/"), (plain.Scopes["@a"].AbsoluteUri, plain.Scopes["@b"].AbsoluteUri));
        Assert.Equal("https://variable.example.org/", overridden.Registry!.AbsoluteUri);
        Assert.False(elsewhere.Scopes.ContainsKey("@a"));
    }

    [Theory]
    [InlineData("https://host.example.org/a/b/", "deep")]
    [InlineData("https://host.example.org/a/c/", "shallow")]
    [InlineData("https://host.example.org:8443/a/", null)]
    [InlineData("https://host.example.org/", "root")]
    public async Task A_login_is_found_at_the_address_or_above(string registry, string? expected)
    {
        directory.Write(".npmrc", "//host.example.org/:_authToken=root\n//host.example.org/a/:_authToken=shallow\n//host.example.org/a/b/:_authToken=deep\n");

        var login = (await ReadAsync()).LoginOf(new Uri(registry));

        Assert.Equal(expected, (login as NpmLogin.Token)?.Value);
    }

    [Fact]
    public async Task Logins_by_user_and_password_are_decoded_and_never_shown()
    {
        directory.Write(".npmrc", "//one.example.org/:_auth=dXNlcjpwYXNzOndvcmQ=\n//two.example.org/:username=user\n//two.example.org/:_password=cGFzczp3b3Jk\n");
        var configuration = await ReadAsync();

        foreach (var host in new[] { "one", "two" })
        {
            var login = Assert.IsType<NpmLogin.Password>(configuration.LoginOf(new Uri($"https://{host}.example.org/")));
            Assert.Equal(("user", "pass:word"), (login.User, login.Value));
            Assert.DoesNotContain("word", login.ToString().Replace("Password", "", StringComparison.Ordinal), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task npm_itself_is_asked_for_what_no_file_says()
    {
        Peer.Require("npm");
        var inherited = ProcessEnvironment.FromVariables(
            System.Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>().Select(v => KeyValuePair.Create((string)v.Key, (string)v.Value!)), directory.Path);
        var environment = inherited.With([KeyValuePair.Create("npm_config_globalconfig", (string?)directory.Write("global", "registry=https://global.example.org/\n"))]);

        var (registry, because) = await NpmDefaults.RegistryAsync(Client(environment), Cancellation);

        Assert.Null(because);
        Assert.Equal("https://global.example.org/", registry!.AbsoluteUri);
    }

    [Fact]
    public async Task Without_npm_it_is_told_that_nobody_could_be_asked()
    {
        var (registry, because) = await NpmDefaults.RegistryAsync(Client(Environment(("PATH", directory.Path))), Cancellation);

        Assert.Null(registry);
        Assert.Contains("npm cannot be asked", because, StringComparison.Ordinal);
    }

    public void Dispose() => directory.Dispose();

    private Task<NpmConfiguration> ReadAsync(params (string Name, string Value)[] variables) =>
        NpmConfiguration.ReadAsync(Client(Environment(variables)), ".npmrc", Cancellation);

    private ClientSurroundings Client(ProcessEnvironment environment) =>
        new() { Environment = environment, Processes = new ProcessRunner(environment, TimeProvider.System, new Redactor()), Directory = directory.Path };

    private ProcessEnvironment Environment(params (string Name, string Value)[] variables) =>
        ProcessEnvironment.FromVariables(variables.Select(v => KeyValuePair.Create(v.Name, v.Value)), directory.Path);
}
