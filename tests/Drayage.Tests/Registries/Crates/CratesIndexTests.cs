using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Drayage.Registries.Access;
using Drayage.Registries.Crates;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Registries.Crates;

/// <summary>The sparse index and the downloads of the embedded crate registry.</summary>
public sealed class CratesIndexTests(RegistryFixture registry) : IClassFixture<RegistryFixture>, IDisposable
{
    private readonly CratesClient client = new(registry);

    [Fact]
    public async Task The_configuration_leads_to_downloads_and_to_the_interface()
    {
        using var answer = await client.SendAsync(HttpMethod.Get, "index/config.json", content: null, authenticated: false);
        var configuration = JsonElement.Parse(await answer.Content.ReadAsStringAsync());

        Assert.Equal($"{registry.Address}crates/main", configuration.GetProperty("api").GetString());
        Assert.Equal($"{registry.Address}crates/main/dl/{{crate}}/{{version}}/download", configuration.GetProperty("dl").GetString());
        Assert.False(configuration.GetProperty("auth-required").GetBoolean());
    }

    [Theory]
    [InlineData("a", "1/a")]
    [InlineData("ab", "2/ab")]
    [InlineData("abc", "3/a/abc")]
    [InlineData("Cargo", "ca/rg/cargo")]
    public async Task A_crate_stands_where_cargo_looks_for_it(string name, string path)
    {
        var crate = SampleCrate.Of(name);
        await client.RequirePublishedAsync(crate);

        var line = Assert.Single((await client.LinesAsync(path))!);

        Assert.Equal(name, line.GetProperty("name").GetString());
        Assert.Equal(crate.Sha256, line.GetProperty("cksum").GetString());
        Assert.Null(await client.LinesAsync($"zz/zz/{name.ToLowerInvariant()}"));
        using var download = await client.SendAsync(HttpMethod.Get, $"dl/{name}/1.0.0/download", content: null, authenticated: false);
        Assert.Equal(crate.Bytes, await download.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task An_index_knows_the_published_spelling_alone()
    {
        await client.RequirePublishedAsync(SampleCrate.Of("spelt-so"));

        Assert.NotNull(await client.LinesAsync("sp/el/spelt-so"));
        Assert.Null(await client.LinesAsync("sp/el/spelt_so"));
    }

    [Fact]
    public async Task A_dependency_is_told_under_the_name_that_the_manifest_gives_it()
    {
        await client.RequirePublishedAsync(SampleCrate.Of("dependent"), metadata =>
        {
            metadata["deps"] = new JsonArray(new JsonObject
            {
                ["name"] = "other",
                ["version_req"] = "^1.2",
                ["features"] = new JsonArray("std"),
                ["optional"] = true,
                ["default_features"] = false,
                ["target"] = "cfg(unix)",
                ["kind"] = "normal",
                ["registry"] = "https://elsewhere.example/index",
                ["explicit_name_in_toml"] = "renamed",
            });
            metadata["features"] = new JsonObject { ["old"] = new JsonArray("renamed/std"), ["new"] = new JsonArray("dep:renamed") };
            metadata["rust_version"] = "1.70";
            metadata["links"] = "z";
        });

        var line = Assert.Single((await client.LinesAsync("de/pe/dependent"))!);

        var dependency = line.GetProperty("deps")[0];
        Assert.Equal("renamed", dependency.GetProperty("name").GetString());
        Assert.Equal("other", dependency.GetProperty("package").GetString());
        Assert.Equal("^1.2", dependency.GetProperty("req").GetString());
        Assert.Equal("https://elsewhere.example/index", dependency.GetProperty("registry").GetString());
        Assert.True(dependency.GetProperty("optional").GetBoolean());
        Assert.False(dependency.GetProperty("default_features").GetBoolean());
        Assert.Equal("old", Assert.Single(line.GetProperty("features").EnumerateObject()).Name);
        Assert.Equal("new", Assert.Single(line.GetProperty("features2").EnumerateObject()).Name);
        Assert.Equal(2, line.GetProperty("v").GetInt32());
        Assert.Equal("1.70", line.GetProperty("rust_version").GetString());
        Assert.Equal("z", line.GetProperty("links").GetString());
    }

    [Fact]
    public async Task An_unchanged_file_is_not_sent_again()
    {
        await client.RequirePublishedAsync(SampleCrate.Of("tagged"));
        using var first = await client.SendAsync(HttpMethod.Get, "index/ta/gg/tagged", content: null, authenticated: false);

        Assert.Equal(HttpStatusCode.NotModified, await StatusFor(first.Headers.ETag!));
        await client.RequirePublishedAsync(SampleCrate.Of("tagged", "1.1.0"));
        Assert.Equal(HttpStatusCode.OK, await StatusFor(first.Headers.ETag!));

        async Task<HttpStatusCode> StatusFor(EntityTagHeaderValue tag)
        {
            using var http = registry.NewClient();
            using var request = new HttpRequestMessage(HttpMethod.Get, "crates/main/index/ta/gg/tagged");
            request.Headers.IfNoneMatch.Add(tag);
            using var answer = await http.SendAsync(request);
            return answer.StatusCode;
        }
    }

    [Fact]
    public async Task Yanked_versions_stay_and_are_marked()
    {
        await client.RequirePublishedAsync(SampleCrate.Of("yanked"));

        using (var yank = await client.SendAsync(HttpMethod.Delete, "api/v1/crates/yanked/1.0.0/yank"))
            Assert.Equal("""{"ok":true}""", await yank.Content.ReadAsStringAsync());
        Assert.True(Assert.Single((await client.LinesAsync("ya/nk/yanked"))!).GetProperty("yanked").GetBoolean());
        using (var again = await client.SendAsync(HttpMethod.Put, "api/v1/crates/yanked/1.0.0/unyank"))
            Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        Assert.False(Assert.Single((await client.LinesAsync("ya/nk/yanked"))!).GetProperty("yanked").GetBoolean());
        using var unknown = await client.SendAsync(HttpMethod.Delete, "api/v1/crates/yanked/2.0.0/yank");
        await CratesClient.RefusedAsync(unknown, HttpStatusCode.NotFound, "does not have a version `2.0.0`");
    }

    [Fact]
    public async Task A_version_is_listed_after_the_lag_and_can_be_downloaded_at_once()
    {
        var clock = new ManualClock();
        await using var lagging = await RegistryFixture.StartAsync(options => options with { Clock = clock, Crates = new CratesLimits { IndexLag = TimeSpan.FromMinutes(1) } });
        using var slow = new CratesClient(lagging);
        await slow.RequirePublishedAsync(SampleCrate.Of("lagging"));

        Assert.Null(await slow.LinesAsync("la/gg/lagging"));
        using (var download = await slow.SendAsync(HttpMethod.Get, "dl/lagging/1.0.0/download"))
            Assert.Equal(HttpStatusCode.OK, download.StatusCode);
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.NotNull(await slow.LinesAsync("la/gg/lagging"));
    }

    [Fact]
    public async Task A_private_registry_asks_for_the_token_first()
    {
        await using var closed = await RegistryFixture.StartAsync(options => options with { Tokens = new RegistryTokens { Write = RegistryFixture.Token, ReadsNeedToken = true } });
        using var reader = new CratesClient(closed);

        using var asked = await reader.SendAsync(HttpMethod.Get, "index/config.json", content: null, authenticated: false);
        Assert.Equal(HttpStatusCode.Unauthorized, asked.StatusCode);
        Assert.Equal("Cargo", asked.Headers.WwwAuthenticate.ToString());
        using var known = await reader.SendAsync(HttpMethod.Get, "index/config.json");
        Assert.True(JsonElement.Parse(await known.Content.ReadAsStringAsync()).GetProperty("auth-required").GetBoolean());
    }

    public void Dispose() => client.Dispose();
}
