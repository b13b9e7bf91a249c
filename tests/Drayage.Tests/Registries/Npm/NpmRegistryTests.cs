using System.Text.Json.Nodes;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Registries.Npm;

/// <summary>The embedded npm registry, asked in plain HTTP.</summary>
public sealed class NpmRegistryTests(RegistryFixture registry) : IClassFixture<RegistryFixture>, IDisposable
{
    private const string Abbreviated = "application/vnd.npm.install-v1+json";

    private readonly NpmClient client = new(registry);
    private readonly NpmClient stranger = new(registry, token: null);

    [Fact]
    public async Task A_package_is_read_in_full_and_for_installing_with_its_own_addresses()
    {
        await client.PublishAsync("@tide/read", "1.0.0");

        var (_, full, _) = await stranger.GetAsync("@tide/read");
        var (_, brief, answer) = await stranger.GetAsync("@tide/read", $"{Abbreviated}; q=1.0, application/json; q=0.8, */*");

        Assert.Equal("1.0.0", full!["dist-tags"]!["latest"]!.GetValue<string>());
        Assert.Equal("# Tide", full["versions"]!["1.0.0"]!["readme"]!.GetValue<string>());
        Assert.NotNull(full["time"]!["1.0.0"]);
        Assert.Equal($"{registry.Address}npm/main/@tide/read/-/read-1.0.0.tgz", full["versions"]!["1.0.0"]!["dist"]!["tarball"]!.GetValue<string>());
        Assert.Equal(Abbreviated, answer.Content.Headers.ContentType!.MediaType);
        var version = brief!["versions"]!["1.0.0"]!;
        Assert.Null(version["readme"]);
        Assert.True(version["hasInstallScript"]!.GetValue<bool>());
        Assert.Equal("index.js", version["bin"]!["tide"]!.GetValue<string>());
        Assert.Equal(full["versions"]!["1.0.0"]!["dist"]!["integrity"]!.GetValue<string>(), version["dist"]!["integrity"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_page_that_has_not_changed_is_not_sent_again()
    {
        await client.PublishAsync("tagged", "1.0.0");
        var tag = (await stranger.GetAsync("tagged")).Answer.Headers.ETag!.ToString();

        Assert.Equal(304, (await stranger.GetAsync("tagged", noneMatch: tag)).Status);
        await client.PublishAsync("tagged", "1.0.1");
        Assert.Equal(200, (await stranger.GetAsync("tagged", noneMatch: tag)).Status);
    }

    [Fact]
    public async Task Single_versions_and_tarballs_are_served()
    {
        await client.PublishAsync("@tide/served", "1.0.0");

        var (_, version, _) = await stranger.GetAsync("@tide/served/latest");
        var (_, _, tarball) = await stranger.GetAsync("@tide/served/-/served-1.0.0.tgz");

        Assert.Equal("1.0.0", version!["version"]!.GetValue<string>());
        Assert.Equal(SampleTarball.Make("@tide/served", "1.0.0"), await tarball.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Equal(404, (await stranger.GetAsync("@tide/served/2.0.0")).Status);
        Assert.Equal(404, (await stranger.GetAsync("unknown")).Status);
    }

    [Theory]
    [InlineData("Upper", "1.0.0", "latest", "Invalid package name")]
    [InlineData("node_modules", "1.0.0", "latest", "Invalid package name")]
    [InlineData("tide", "1.0", "latest", "Invalid version")]
    [InlineData("tide", "1.0.0+build", "latest", "Invalid version")]
    [InlineData("tide", "1.0.0", "v1", "SemVer range")]
    [InlineData("tide", "1.0.0", "1.x", "SemVer range")]
    public async Task What_the_rules_refuse_is_refused(string name, string version, string tag, string because)
    {
        var (status, body, _) = await client.PutAsync(name, PublishBody.Of(name, version, SampleTarball.Make(name, version), tag));

        Assert.Equal(400, status);
        Assert.Contains(because, body!["error"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    public static TheoryData<string, Action<JsonObject>> Spoilt => new()
    {
        { "the integrity is not the tarball's", body => body["versions"]!["1.0.0"]!["dist"]!["integrity"] = $"sha512-{Convert.ToBase64String(new byte[64])}" },
        { "the shasum is not the tarball's", body => body["versions"]!["1.0.0"]!["dist"]!["shasum"] = new string('0', 40) },
        { "its length says", body => body["_attachments"]!["spoilt-1.0.0.tgz"]!["length"] = 1 },
        { "cannot be read", body => body["_attachments"]!["spoilt-1.0.0.tgz"]!["data"] = "?" },
        { "name and version of the manifest", body => body["versions"]!["1.0.0"]!["version"] = "1.0.1" },
        { "sets a dist-tag", body => body["dist-tags"] = new JsonObject() },
        { "one version", body => body["versions"]!["1.0.1"] = new JsonObject() },
        { "Can't restrict access", body => body["access"] = "restricted" },
    };

    [Theory]
    [MemberData(nameof(Spoilt))]
    public async Task A_document_that_contradicts_itself_is_refused(string because, Action<JsonObject> spoil)
    {
        var body = PublishBody.Of("spoilt", "1.0.0", SampleTarball.Make("spoilt", "1.0.0"));
        spoil(body);

        var (status, answer, _) = await client.PutAsync("spoilt", body);

        Assert.Equal(400, status);
        Assert.Contains(because, answer!["error"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tarball_of_another_package_is_refused()
    {
        var (status, body, _) = await client.PutAsync("outside", PublishBody.Of("outside", "1.0.0", SampleTarball.Make("inside", "1.0.0")));

        Assert.Equal(400, status);
        Assert.Contains("inside@1.0.0", body!["error"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_version_is_published_once()
    {
        await client.PublishAsync("once", "1.0.0");

        var (status, body, _) = await client.PutAsync("once", PublishBody.Of("once", "1.0.0", SampleTarball.Make("once", "1.0.0")));

        Assert.Equal(403, status);
        Assert.Contains("cannot publish over the previously published versions: 1.0.0", body!["error"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_first_version_is_the_latest_whatever_it_is_and_stays_so_until_another_is()
    {
        await client.PublishAsync("first", "1.0.0-rc.1", "rc");
        Assert.Equal("1.0.0-rc.1", await TagAsync("first", "latest"));

        await client.PublishAsync("first", "1.0.0-rc.2", "rc");

        Assert.Equal("1.0.0-rc.1", await TagAsync("first", "latest"));
        Assert.Equal("1.0.0-rc.2", await TagAsync("first", "rc"));
    }

    [Fact]
    public async Task Dist_tags_move_and_go()
    {
        await client.PublishAsync("moving", "1.0.0");
        await client.PublishAsync("moving", "1.1.0", "next");

        Assert.Equal(404, (await client.PutAsync("-/package/moving/dist-tags/next", JsonValue.Create("9.9.9"))).Status);
        Assert.Equal(400, (await client.PutAsync("-/package/moving/dist-tags/1.x", JsonValue.Create("1.0.0"))).Status);
        Assert.Equal(200, (await client.PutAsync("-/package/moving/dist-tags/latest", JsonValue.Create("1.1.0"))).Status);
        Assert.Equal(200, (await client.SendAsync(HttpMethod.Delete, "-/package/moving/dist-tags/next", body: null)).Status);
        Assert.Equal(403, (await client.SendAsync(HttpMethod.Delete, "-/package/moving/dist-tags/latest", body: null)).Status);

        Assert.Equal("""{"latest":"1.1.0"}""", (await stranger.GetAsync("-/package/moving/dist-tags")).Body!.ToJsonString());
    }

    [Fact]
    public async Task Deprecating_needs_the_present_revision()
    {
        await client.PublishAsync("old", "1.0.0");
        var document = (await client.GetAsync("old?write=true")).Body!;
        document["versions"]!["1.0.0"]!["deprecated"] = "too old";
        await client.PublishAsync("old", "1.1.0");

        var (stale, conflict, _) = await client.PutAsync("old", document);
        Assert.Equal(409, stale);
        Assert.Contains("conflict", conflict!["error"]!.GetValue<string>(), StringComparison.Ordinal);

        document = (await client.GetAsync("old?write=true")).Body!;
        document["versions"]!["1.0.0"]!["deprecated"] = "too old";
        Assert.Equal(200, (await client.PutAsync("old", document)).Status);
        Assert.Equal("too old", (await stranger.GetAsync("old", Abbreviated)).Body!["versions"]!["1.0.0"]!["deprecated"]!.GetValue<string>());
    }

    [Fact]
    public async Task Who_is_nobody_may_not_write_and_a_wrong_token_not_even_read()
    {
        using var impostor = new NpmClient(registry, "npm_wrong");
        await client.PublishAsync("guarded", "1.0.0");

        Assert.Equal(401, (await stranger.PutAsync("guarded", PublishBody.Of("guarded", "1.1.0", SampleTarball.Make("guarded", "1.1.0")))).Status);
        Assert.Equal(401, (await impostor.GetAsync("guarded")).Status);
        Assert.Equal(401, (await stranger.GetAsync("-/whoami")).Status);
        Assert.Equal("drayage", (await client.GetAsync("-/whoami")).Body!["username"]!.GetValue<string>());
    }

    [Fact]
    public async Task What_is_published_outlives_a_restart_and_a_collection()
    {
        await using var own = await RegistryFixture.StartAsync();
        using (var first = new NpmClient(own))
            await first.PublishAsync("@tide/durable", "1.0.0");

        await own.RestartAsync();
        await own.Server.CollectAsync(TimeSpan.Zero, TestContext.Current.CancellationToken);

        using var second = new NpmClient(own);
        Assert.Equal(200, (await second.GetAsync("@tide/durable/-/durable-1.0.0.tgz")).Status);
    }

    public void Dispose()
    {
        client.Dispose();
        stranger.Dispose();
    }

    private async Task<string?> TagAsync(string package, string tag) => (await stranger.GetAsync(package)).Body!["dist-tags"]![tag]?.GetValue<string>();
}
