using Drayage.Ecosystems.DotNet.Publishing;
using Drayage.Ecosystems.DotNet.Publishing.Configuration;
using Drayage.Model;
using Drayage.Pipeline.Publishing;
using Drayage.Platform.Processes;
using Drayage.Platform.Secrets;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Ecosystems.DotNet.Publishing.Configuration;

public sealed class NuGetConfigTests : IDisposable
{
    private const string Feed = "https://feed.example.org/v3/index.json";
    private readonly TemporaryDirectory directory = new();
    private readonly List<(string Name, string Value)> variables;

    public NuGetConfigTests() => variables = [("HOME", directory["home"]), ("NUGET_COMMON_APPLICATION_DATA", directory["machine"])];

    [Fact]
    public async Task A_nearer_file_goes_before_a_farther_one()
    {
        Write("home/.nuget/NuGet/NuGet.Config", Sources(("public", "https://public.example.org/index.json"), ("ours", "https://old.example.org/index.json")));
        Write("project/nuget.config", Sources(("ours", "https://new.example.org/index.json")));

        Assert.Equal("https://new.example.org/index.json", await ChosenAsync("ours"));
        Assert.Equal("https://public.example.org/index.json", await ChosenAsync("public"));
    }

    [Fact]
    public async Task Clear_drops_what_farther_files_say()
    {
        Write("machine/NuGet/Config/all.config", Sources(("machine", "https://machine.example.org/index.json")));
        Write("home/.nuget/NuGet/NuGet.Config", Sources(("public", "https://public.example.org/index.json")));
        Write("NuGet.Config", Sources(("above", "https://above.example.org/index.json")));
        Write("project/nuget.config", $"<configuration><packageSources><clear /><add key=\"ours\" value=\"{Feed}\" /></packageSources></configuration>");

        Assert.Equal(Feed, await ChosenAsync());
        var refused = await Assert.ThrowsAsync<ReleaseException>(() => ChosenAsync("public"));
        Assert.Equal("destination nuget: NuGet's configuration has no source 'public'", refused.Message);
        Assert.Contains("it names ours", refused.Because, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_default_push_source_decides_among_several()
    {
        Write("home/.nuget/NuGet/NuGet.Config", Sources(("public", "https://public.example.org/index.json"), ("ours", Feed)));
        var undecided = await Assert.ThrowsAsync<ReleaseException>(() => ChosenAsync());
        Assert.Contains("it names public, ours and no defaultPushSource", undecided.Because, StringComparison.Ordinal);

        Write("project/nuget.config", "<configuration><config><add key=\"defaultPushSource\" value=\"ours\" /></config></configuration>");

        Assert.Equal(Feed, await ChosenAsync());
    }

    [Fact]
    public async Task Disabled_sources_and_folders_are_no_place_to_push_to_by_default()
    {
        Write("project/nuget.config", $"""
            <configuration>
              <packageSources><add key="off" value="https://off.example.org/index.json" /><add key="folder" value="./packages" /><add key="ours" value="{Feed}" /></packageSources>
              <disabledPackageSources><add key="off" value="true" /></disabledPackageSources>
            </configuration>
            """);

        Assert.Equal(Feed, await ChosenAsync());
        var folder = await Assert.ThrowsAsync<ReleaseException>(() => ChosenAsync("folder"));
        Assert.Contains("its address is ./packages", folder.Because, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ours")]
    [InlineData(null)]
    public async Task A_password_in_the_address_of_a_source_never_reaches_the_plan(string? source)
    {
        Write("project/nuget.config", Sources(("ours", "https://bot:written-down@feed.example.org/v3/index.json")));

        var refused = await Assert.ThrowsAsync<ReleaseException>(() => ChosenAsync(source));

        Assert.Equal("destination nuget: the address of the feed holds a user or a password", refused.Message);
        Assert.Contains("packageSourceCredentials", refused.Hint, StringComparison.Ordinal);
        Assert.DoesNotContain("written-down", refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Keys_and_logins_belong_to_a_source_and_may_come_from_variables()
    {
        variables.AddRange([("FEED_KEY", "key-1"), ("FEED_PASSWORD", "password-1")]);
        Write("project/nuget.config", $"""
            <configuration>
              <packageSources><add key="our feed" value="{Feed}" /></packageSources>
              <apikeys><add key="{Feed.ToUpperInvariant()}" value="%FEED_KEY%" /></apikeys>
              <packageSourceCredentials>
                <our_x0020_feed><add key="Username" value="tide" /><add key="ClearTextPassword" value="%FEED_PASSWORD%" /></our_x0020_feed>
              </packageSourceCredentials>
            </configuration>
            """);

        Assert.Equal("key-1", Read().ApiKeyOf(new Uri(Feed)));
        Assert.Equal(new NuGetLogin("tide", "password-1"), Read().LoginOf(new Uri(Feed)));
        Assert.Null(Read().ApiKeyOf(new Uri("https://other.example.org/v3/index.json")));
        Assert.Null(Read().LoginOf(new Uri("https://other.example.org/v3/index.json")));
    }

    [Fact]
    public void The_environment_goes_before_the_files()
    {
        variables.Add(("NuGetPackageSourceCredentials_ours", "Username=ci;Password=a;b=c;ValidAuthenticationTypes=basic"));
        Write("project/nuget.config", Sources(("ours", Feed)));

        Assert.Equal(new NuGetLogin("ci", "a;b=c"), Read().LoginOf(new Uri(Feed)));
    }

    [Fact]
    public void What_windows_encrypted_is_told_and_not_sent()
    {
        Write("project/nuget.config", $"""<configuration><apikeys><add key="{Feed}" value="AQAAANCMnd8BFdERjHoAwE/Cl+sBAAAA" /></apikeys></configuration>""");

        var refused = Assert.Throws<ReleaseException>(() => Read().ApiKeyOf(new Uri(Feed)));

        Assert.Equal("the API key of feed.example.org cannot be read", refused.Message);
        Assert.Contains(directory["project", "nuget.config"], refused.Because, StringComparison.Ordinal);
        Assert.Contains("api-key: env:NAME", refused.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void A_broken_file_is_told_with_its_place()
    {
        Write("project/nuget.config", "<configuration>\n  <packageSources>\n</configuration>");

        var refused = Assert.Throws<ReleaseException>(Read);

        Assert.Contains($"{directory["project", "nuget.config"]}:3:3", refused.Because, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_no_file_names_a_feed_the_client_is_asked()
    {
        Write("bin/dotnet", "#!/bin/sh\necho \"E  https://public.example.org/v3/index.json\"\necho 'D https://off.example.org/v3/index.json'\n");
        File.SetUnixFileMode(directory["bin", "dotnet"], UnixFileMode.UserRead | UnixFileMode.UserExecute);
        variables.Add(("PATH", $"{directory["bin"]}:/usr/bin:/bin"));
        Directory.CreateDirectory(directory["project"]);

        Assert.Equal("https://public.example.org/v3/index.json", await ChosenAsync());
    }

    public void Dispose() => directory.Dispose();

    private static string Sources(params (string Name, string Address)[] sources) =>
        $"<configuration><packageSources>{string.Concat(sources.Select(source => $"<add key=\"{source.Name}\" value=\"{source.Address}\" />"))}</packageSources></configuration>";

    private async Task<string> ChosenAsync(string? source = null)
    {
        var settings = new NuGetSettings { Id = "nuget", Kind = "nuget", At = new SourceLocation("drayage.yaml", 4, 5), Source = source };
        return ((NuGetSettings)await new NuGetDestination().CompleteAsync(settings, Client(), CancellationToken.None)).Source!;
    }

    private NuGetConfig Read() => NuGetConfig.Read(Client());

    private ClientSurroundings Client()
    {
        var environment = RehearsalDelivery.Environment([.. variables]);
        return new ClientSurroundings { Environment = environment, Processes = new ProcessRunner(environment, TimeProvider.System, new Redactor()), Directory = directory["project"] };
    }

    private void Write(string path, string content)
    {
        var file = directory[path.Split('/')];
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, content);
    }
}
