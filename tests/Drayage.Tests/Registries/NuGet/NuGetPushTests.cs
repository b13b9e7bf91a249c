using System.Net;
using Drayage.Registries.Access;
using Drayage.Registries.NuGet;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Registries.NuGet;

/// <summary>What a feed takes and what it refuses.</summary>
public sealed class NuGetPushTests(RegistryFixture registry) : IClassFixture<RegistryFixture>, IDisposable
{
    private readonly HttpClient client = registry.NewClient(authenticated: false);

    [Fact]
    public async Task A_version_is_taken_once_whatever_case_and_zeros_it_is_written_with()
    {
        Assert.Equal(HttpStatusCode.Created, (await client.PushAsync(SamplePackage.Package("Once.Only", "1.0.0-RC.1"))).StatusCode);

        using var again = await client.PushAsync(SamplePackage.Package("once.only", "01.00.0.0-rc.1+build", "two"));
        using var other = await client.PushAsync(SamplePackage.Package("once.ONLY", "1.0.0.1-rc.1"));

        Assert.Equal((HttpStatusCode.Conflict, "A package with ID 'Once.Only' and version '1.0.0-rc.1' already exists and cannot be modified."), (again.StatusCode, again.ReasonPhrase));
        Assert.Equal(HttpStatusCode.Created, other.StatusCode);
    }

    [Theory]
    [InlineData(null, 401, "An API key must be provided")]
    [InlineData("wrong", 403, "invalid, has expired, or does not have permission")]
    public async Task A_push_needs_a_key_that_is_somebodys(string? key, int status, string reason)
    {
        using var answer = await client.PushAsync(SamplePackage.Package("Keyless", "1.0.0"), key);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Contains(reason, answer.ReasonPhrase, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_of_an_old_protocol_is_refused()
    {
        using var answer = await client.SendAsync(HttpMethod.Put, "nuget/main/api/v2/package", RegistryFixture.Token, PushForm.Form(SamplePackage.Package("Old", "1.0.0")), protocol: "3.0.0");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Theory]
    [InlineData("no archive", "Central Directory corrupt")]
    [InlineData("no manifest", "exactly one .nuspec")]
    [InlineData("two manifests", "exactly one .nuspec")]
    [InlineData("no xml", "invalid .nuspec")]
    [InlineData("no authors", "it has no authors")]
    [InlineData("bad id", "invalid ID: 'a b'")]
    [InlineData("bad version", "invalid Version: 'one'")]
    [InlineData("nothing", "does not contain a package file")]
    public async Task A_package_that_is_none_is_refused(string what, string reason)
    {
        var package = what switch
        {
            "no archive" => "text"u8.ToArray(),
            "no manifest" => SamplePackage.Zip(("lib/x.nuspec", "")),
            "two manifests" => SamplePackage.Zip(("x.nuspec", ""), ("y.nuspec", "")),
            "no xml" => SamplePackage.Zip(("x.nuspec", "{}")),
            "no authors" => SamplePackage.Package("Nobodys", "1.0.0", metadata: "<description>Tides</description>"),
            "bad id" => SamplePackage.Package("a b", "1.0.0"),
            "bad version" => SamplePackage.Package("Version", "one"),
            _ => [],
        };

        using var answer = await client.PushAsync(package);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(reason, answer.ReasonPhrase, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_package_above_the_limit_is_refused_and_leaves_nothing()
    {
        await using var small = await RegistryFixture.StartAsync(options => options with { NuGet = new NuGetLimits { PackageBytes = 300 } });
        using var sender = small.NewClient();

        using var answer = await sender.PushAsync(SamplePackage.Package("Heavy", "1.0.0", new string('x', 400)));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(small.DataDirectory, "staging")));
        Assert.False(Directory.Exists(Path.Combine(small.DataDirectory, "nuget")));
    }

    [Fact]
    public async Task A_grant_opens_the_ids_that_it_names()
    {
        await using var granting = await RegistryFixture.StartAsync(options => options with
        {
            Tokens = options.Tokens with { Grants = [new TokenGrant { Secret = "ours-only", Repositories = "nuget/main/tide.table", Actions = [TokenGrant.Push] }] },
        });
        using var sender = granting.NewClient(authenticated: false);

        Assert.Equal(HttpStatusCode.Created, (await sender.PushAsync(SamplePackage.Package("Tide.Table", "1.0.0"), "ours-only")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await sender.PushAsync(SamplePackage.Package("Tide.Other", "1.0.0"), "ours-only")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await sender.PushAsync(SamplePackage.Package("Tide.Table", "1.0.1"), "ours-only", feed: "second")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await sender.SendAsync(HttpMethod.Delete, "nuget/main/api/v2/package/Tide.Table/1.0.0", "ours-only")).StatusCode);
    }

    [Fact]
    public async Task Too_many_changes_are_told_to_wait()
    {
        var clock = new ManualClock();
        await using var busy = await RegistryFixture.StartAsync(options => options with { Clock = clock, NuGet = new NuGetLimits { ChangesPerHour = 1 } });
        using var sender = busy.NewClient();
        await sender.PushAsync(SamplePackage.Package("Busy", "1.0.0"));

        using var refused = await sender.PushAsync(SamplePackage.Package("Busy", "1.0.1"));
        clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal((HttpStatusCode.TooManyRequests, "3600"), (refused.StatusCode, refused.Headers.GetValues("Retry-After").Single()));
        Assert.Equal(HttpStatusCode.Created, (await sender.PushAsync(SamplePackage.Package("Busy", "1.0.1"))).StatusCode);
    }

    [Fact]
    public async Task Symbols_follow_their_package_and_may_come_again()
    {
        Assert.Equal(HttpStatusCode.NotFound, (await client.PushSymbolsAsync(SamplePackage.Symbols("Symbolic", "1.0.0"))).StatusCode);
        await client.PushAsync(SamplePackage.Package("Symbolic", "1.0.0"));

        Assert.Equal(HttpStatusCode.Created, (await client.PushSymbolsAsync(SamplePackage.Symbols("Symbolic", "1.0.0"))).StatusCode);
        Assert.Equal(HttpStatusCode.Created, (await client.PushSymbolsAsync(SamplePackage.Symbols("Symbolic", "1.0.0", "two"))).StatusCode);
        Assert.Equal(SamplePackage.Symbols("Symbolic", "1.0.0", "two"), await client.GetByteArrayAsync("nuget/main/api/v2/symbolpackage/Symbolic/1.0.0"));
        Assert.Equal(HttpStatusCode.BadRequest, (await client.PushSymbolsAsync(SamplePackage.Package("Symbolic", "1.0.0"))).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await client.PushAsync(SamplePackage.Symbols("Symbolic", "1.0.1"))).StatusCode);
    }

    [Fact]
    public async Task The_key_of_a_user_lasts_an_hour_and_is_good_for_what_is_the_users()
    {
        var clock = new ManualClock();
        await using var trusting = await RegistryFixture.StartAsync(options => options with { Clock = clock });
        using var sender = trusting.NewClient(authenticated: false);
        var key = await KeyAsync(trusting, sender, "alice", clock);

        Assert.Equal(HttpStatusCode.Created, (await sender.PushAsync(SamplePackage.Package("Hers", "1.0.0"), key)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await sender.PushAsync(SamplePackage.Package("Hers", "1.0.1"), await KeyAsync(trusting, sender, "bob", clock))).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await sender.PushAsync(SamplePackage.Package("Hers", "1.0.1"), key, feed: "second")).StatusCode);
        clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(HttpStatusCode.Forbidden, (await sender.PushAsync(SamplePackage.Package("Hers", "1.0.1"), key)).StatusCode);
    }

    [Fact]
    public async Task An_identity_for_somebody_else_gives_no_key()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "nuget/main/api/v2/token");
        request.Content = new StringContent("""{"username":"alice","tokenType":"ApiKey"}""");
        request.Headers.Authorization = new("Bearer", CiIdentity.TokenFor("https://elsewhere.example.org"));

        using var answer = await client.SendAsync(request);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Contains("it is meant for 'https://elsewhere.example.org'", System.Text.Json.Nodes.JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["error"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    public void Dispose() => client.Dispose();

    private static async Task<string> KeyAsync(RegistryFixture registry, HttpClient client, string user, TimeProvider clock)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "nuget/main/api/v2/token");
        request.Content = new StringContent($$"""{"username":"{{user}}","tokenType":"ApiKey"}""");
        request.Headers.Authorization = new("Bearer", CiIdentity.TokenFor(registry.Address.GetLeftPart(UriPartial.Authority), clock.GetUtcNow().AddMinutes(5)));
        using var answer = await client.SendAsync(request);
        return System.Text.Json.Nodes.JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["apiKey"]!.GetValue<string>();
    }
}
