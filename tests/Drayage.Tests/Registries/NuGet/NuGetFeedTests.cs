using System.Net;
using System.Text.Json.Nodes;
using Drayage.Registries.NuGet;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Registries.NuGet;

/// <summary>What readers of a feed see.</summary>
public sealed class NuGetFeedTests(RegistryFixture registry) : IClassFixture<RegistryFixture>, IDisposable
{
    private readonly HttpClient client = registry.NewClient(authenticated: false);

    [Fact]
    public async Task The_service_index_leads_to_everything_else()
    {
        var resources = (await GetAsync("nuget/main/v3/index.json"))["resources"]!.AsArray();

        Assert.Equal(
            ["PackageBaseAddress/3.0.0", "PackagePublish/2.0.0", "RegistrationsBaseUrl", "RegistrationsBaseUrl/3.6.0", "SearchQueryService", "SearchQueryService/3.0.0-beta", "SearchQueryService/3.5.0", "SymbolPackagePublish/4.9.0"],
            resources.Select(resource => Text(resource, "@type")).Order(StringComparer.Ordinal));
        Assert.All(resources, resource => Assert.StartsWith($"{registry.Address}nuget/main/", Text(resource, "@id"), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_package_is_served_under_its_lower_case_name_byte_for_byte()
    {
        var package = SamplePackage.Package("Served.Case", "2.0.0-Beta.1+x");
        await client.PushAsync(package);

        var versions = await GetAsync("nuget/main/v3/flatcontainer/served.case/index.json");

        Assert.Equal(["2.0.0-beta.1"], versions["versions"]!.AsArray().Select(version => version!.GetValue<string>()));
        Assert.Equal(package, await client.GetByteArrayAsync("nuget/main/v3/flatcontainer/served.case/2.0.0-beta.1/served.case.2.0.0-beta.1.nupkg"));
        Assert.Contains("<id>Served.Case</id>", await client.GetStringAsync("nuget/main/v3/flatcontainer/served.case/2.0.0-beta.1/served.case.nuspec"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("nuget/main/v3/flatcontainer/served.case/2.0.0-beta.1/other.nupkg")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("nuget/other/v3/flatcontainer/served.case/index.json")).StatusCode);
    }

    [Fact]
    public async Task Versions_are_in_their_own_order()
    {
        foreach (var version in new[] { "1.10.0", "1.9.0", "1.10.0-rc.2", "1.10.0-rc.10" })
            await client.PushAsync(SamplePackage.Package("Ordered", version));

        var page = (await GetAsync("nuget/main/v3/registration/ordered/index.json"))["items"]![0]!;

        Assert.Equal(["1.9.0", "1.10.0-rc.2", "1.10.0-rc.10", "1.10.0"], page["items"]!.AsArray().Select(leaf => Text(leaf!["catalogEntry"], "version")));
        Assert.Equal(("1.9.0", "1.10.0"), (Text(page, "lower"), Text(page, "upper")));
    }

    [Fact]
    public async Task A_registration_tells_what_the_manifest_says()
    {
        await client.PushAsync(SamplePackage.Package("Told", "1.0.0", metadata: """
            <authors>Harbour</authors><description>Tides</description><tags>tide harbour</tags><license type="expression">MIT</license>
            <dependencies><group targetFramework="net10.0"><dependency id="Other" version="[1.0.0, )" /></group></dependencies>
            """));

        var entry = (await GetAsync("nuget/main/v3/registration/told/index.json"))["items"]![0]!["items"]![0]!["catalogEntry"]!;

        Assert.Equal(("MIT", "Tides", "Harbour"), (Text(entry, "licenseExpression"), Text(entry, "description"), Text(entry, "authors")));
        Assert.Equal(["tide", "harbour"], entry["tags"]!.AsArray().Select(tag => tag!.GetValue<string>()));
        var group = entry["dependencyGroups"]![0]!;
        Assert.Equal(("net10.0", "Other", "[1.0.0, )"), (Text(group, "targetFramework"), Text(group["dependencies"]![0], "id"), Text(group["dependencies"]![0], "range")));
    }

    [Fact]
    public async Task An_unlisted_version_is_fetched_and_not_found_by_searching_until_it_is_listed_again()
    {
        await client.PushAsync(SamplePackage.Package("Hidden", "1.0.0"));

        Assert.Equal(HttpStatusCode.NoContent, (await client.SendAsync(HttpMethod.Delete, "nuget/main/api/v2/package/hidden/1.0.0.0", RegistryFixture.Token)).StatusCode);

        Assert.Empty(await FoundAsync("packageid:hidden"));
        Assert.False((await GetAsync("nuget/main/v3/registration/hidden/1.0.0.json"))["listed"]!.GetValue<bool>());
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("nuget/main/v3/flatcontainer/hidden/1.0.0/hidden.1.0.0.nupkg")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.SendAsync(HttpMethod.Post, "nuget/main/api/v2/package/hidden/1.0.0", RegistryFixture.Token)).StatusCode);
        Assert.Equal(["Hidden 1.0.0"], await FoundAsync("packageid:hidden"));
        Assert.Equal(HttpStatusCode.NotFound, (await client.SendAsync(HttpMethod.Delete, "nuget/main/api/v2/package/hidden/9.0.0", RegistryFixture.Token)).StatusCode);
    }

    [Theory]
    [InlineData("q=searched", "Searched.Plain 1.0.0")]
    [InlineData("q=searched&prerelease=true", "Searched.Plain 1.1.0-rc1")]
    [InlineData("q=searched&prerelease=true&semVerLevel=2.0.0", "Searched.Dotted 1.0.0-rc.1, Searched.Plain 1.1.0-rc1")]
    [InlineData("q=searched&prerelease=true&semVerLevel=2.0.0&skip=1", "Searched.Plain 1.1.0-rc1")]
    [InlineData("q=searched&prerelease=true&semVerLevel=2.0.0&take=1", "Searched.Dotted 1.0.0-rc.1")]
    [InlineData("q=searched&packageType=DotnetTool", "")]
    public async Task A_search_tells_the_latest_version_that_fits(string query, string expected)
    {
        foreach (var (id, version) in new[] { ("Searched.Plain", "1.0.0"), ("Searched.Plain", "1.1.0-rc1"), ("Searched.Dotted", "1.0.0-rc.1") })
            await client.PushAsync(SamplePackage.Package(id, version), feed: "search");

        var answer = await GetAsync($"nuget/search/v3/query?{query}");

        Assert.Equal(expected, string.Join(", ", answer["data"]!.AsArray().Select(hit => $"{Text(hit, "id")} {Text(hit, "version")}")));
    }

    [Fact]
    public async Task A_package_is_not_served_while_it_is_examined()
    {
        var clock = new ManualClock();
        await using var slow = await RegistryFixture.StartAsync(options => options with { Clock = clock, NuGet = new NuGetLimits { Validation = TimeSpan.FromMinutes(1) } });
        using var reader = slow.NewClient();
        await reader.PushAsync(SamplePackage.Package("Slow", "1.0.0"));
        await reader.PushSymbolsAsync(SamplePackage.Symbols("Slow", "1.0.0"));

        Assert.Equal(HttpStatusCode.NotFound, (await reader.GetAsync("nuget/main/v3/flatcontainer/slow/index.json")).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await reader.PushAsync(SamplePackage.Package("Slow", "1.0.0"))).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await reader.PushSymbolsAsync(SamplePackage.Symbols("Slow", "1.0.0"))).StatusCode);
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.OK, (await reader.GetAsync("nuget/main/v3/flatcontainer/slow/index.json")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await reader.GetAsync("nuget/main/api/v2/symbolpackage/slow/1.0.0")).StatusCode);
    }

    [Fact]
    public async Task A_private_feed_asks_readers_for_a_login()
    {
        await using var hidden = await RegistryFixture.StartAsync(options => options with { Tokens = options.Tokens with { ReadsNeedToken = true } });
        using var stranger = hidden.NewClient(authenticated: false);
        using var known = hidden.NewClient();

        using var refused = await stranger.GetAsync("nuget/main/v3/index.json");

        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Equal("Basic", refused.Headers.WwwAuthenticate.Single().Scheme);
        Assert.Equal(HttpStatusCode.OK, (await known.GetAsync("nuget/main/v3/index.json")).StatusCode);
    }

    [Fact]
    public async Task What_a_feed_holds_is_not_collected()
    {
        await using var own = await RegistryFixture.StartAsync();
        using var reader = own.NewClient();
        await reader.PushAsync(SamplePackage.Package("Kept", "1.0.0"));
        await reader.PushSymbolsAsync(SamplePackage.Symbols("Kept", "1.0.0", "replaced"));
        await reader.PushSymbolsAsync(SamplePackage.Symbols("Kept", "1.0.0"));

        var collected = await own.Server.CollectAsync(TimeSpan.Zero, CancellationToken.None);

        Assert.Equal((2, 1), (collected.Kept, collected.Swept));
        Assert.Equal(SamplePackage.Package("Kept", "1.0.0"), await reader.GetByteArrayAsync("nuget/main/v3/flatcontainer/kept/1.0.0/kept.1.0.0.nupkg"));
    }

    public void Dispose() => client.Dispose();

    private async Task<string[]> FoundAsync(string query) =>
        [.. (await GetAsync($"nuget/main/v3/query?q={query}"))["data"]!.AsArray().Select(hit => $"{Text(hit, "id")} {Text(hit, "version")}")];

    private async Task<JsonNode> GetAsync(string address) => JsonNode.Parse(await client.GetStringAsync(address))!;

    private static string Text(JsonNode? node, string key) => node![key]!.GetValue<string>();
}
