using System.Collections.Immutable;
using Drayage.Ecosystems.Cargo.Publishing;
using Drayage.Ecosystems.Containers.Publishing;
using Drayage.Ecosystems.DotNet.Publishing;
using Drayage.Ecosystems.Npm.Publishing;
using Drayage.Ecosystems.Python.Publishing;
using Drayage.Model.Delivery;
using Drayage.Pipeline.Publishing;
using Drayage.Pipeline.Statistics;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Ecosystems;

/// <summary>What registries tell of downloads, in the words of their own documentation.</summary>
public sealed class DownloadFigureTests(RegistryFixture registry) : IClassFixture<RegistryFixture>, IDisposable
{
    private static readonly DateOnly Today = new(2026, 3, 31);

    private readonly RehearsalDelivery delivery = new(registry);

    [Fact]
    public async Task Crates_are_told_by_version_and_day()
    {
        await using var server = Serve(address => new()
        {
            ["/index/config.json"] = $$"""{"dl":"{{address}}dl","api":"{{address}}"}""",
            ["/api/v1/crates/tide"] = """{"crate":{"id":"tide"},"versions":[{"id":7,"num":"1.1.0","downloads":40,"yanked":false},{"id":5,"num":"1.0.0","downloads":400}]}""",
            ["/api/v1/crates/tide/downloads"] = """
                {"version_downloads":[{"version":7,"downloads":3,"date":"2026-03-30"},{"version":7,"downloads":4,"date":"2026-03-31"},{"version":7,"downloads":9,"date":"2026-01-01"}],
                 "meta":{"extra_downloads":[{"date":"2026-03-31","downloads":11}]}}
                """,
        });
        var kind = new CratesDestination();
        var (settings, _) = DeliveryContexts.Read(kind, "main", ("registry", "main"), ("index", $"sparse+{server.Address}index/"));

        var figures = await kind.CountAsync(settings, [Consignment($"sparse+{server.Address}index/", ("crate", "tide"))], Request(), TestContext.Current.CancellationToken);

        Assert.Equal(["1.1.0 40 3 4", "1.0.0 400", "other versions, by day  11"], figures.Counts.Select(Text));
        Assert.Empty(figures.Untold);
    }

    [Fact]
    public async Task A_crate_registry_without_figures_says_so()
    {
        await using var server = Serve(address => new() { ["/index/config.json"] = $$"""{"dl":"{{address}}dl","api":"{{address}}"}""" });
        var kind = new CratesDestination();
        var (settings, _) = DeliveryContexts.Read(kind, "main", ("registry", "main"), ("index", $"sparse+{server.Address}index/"));

        var figures = await kind.CountAsync(settings, [Consignment($"sparse+{server.Address}index/", ("crate", "tide"))], Request(), TestContext.Current.CancellationToken);

        Assert.Equal(["main does not tell how often tide was downloaded"], figures.Untold);
    }

    [Fact]
    public async Task Feeds_tell_versions_through_their_search()
    {
        await using var server = Serve(address => new()
        {
            ["/v3/index.json"] = $$"""
                {"version":"3.0.0","resources":[{"@id":"{{address}}flat/","@type":"PackageBaseAddress/3.0.0"},{"@id":"{{address}}query","@type":"SearchQueryService/3.5.0"},{"@id":"{{address}}push","@type":"PackagePublish/2.0.0"}]}
                """,
            ["/query?q=packageid%3ATide.Net&prerelease=true&semVerLevel=2.0.0&take=1"] =
                """{"totalHits":1,"data":[{"id":"Tide.Net","version":"1.1.0","totalDownloads":47,"versions":[{"version":"1.0.0","downloads":40},{"version":"1.1.0","downloads":7}]}]}""",
        });

        var figures = await new NuGetDestination().CountAsync(
            DeliveryContexts.Read(new NuGetDestination(), "main", ("source", $"{server.Address}v3/index.json")).Settings,
            [Consignment($"{server.Address}v3/index.json", ("package", "Tide.Net"))],
            Request(),
            TestContext.Current.CancellationToken);

        Assert.Equal(["1.0.0 40", "1.1.0 7"], figures.Counts.Select(Text));
    }

    [Fact]
    public async Task Npm_packages_are_told_by_day_where_the_service_is_named()
    {
        await using var server = Serve(_ => new()
        {
            ["/downloads/range/2026-03-02:2026-03-31/@example/tide"] =
                """{"start":"2026-03-02","end":"2026-03-31","package":"@example/tide","downloads":[{"downloads":5,"day":"2026-03-30"},{"downloads":0,"day":"2026-03-31"}]}""",
        });
        ImmutableArray<Consignment> consignments = [Consignment("https://npm.example.org/tide", ("package", "@example/tide")), Consignment("https://npm.example.org/other", ("package", "other"))];
        var kind = new NpmRegistryDestination();
        var (settings, _) = DeliveryContexts.Read(kind, "main", ("registry", "https://npm.example.org/"));

        var told = await kind.CountAsync(settings, consignments, Request() with { Address = server.Address }, TestContext.Current.CancellationToken);
        var unnamed = await kind.CountAsync(settings, consignments, Request(), TestContext.Current.CancellationToken);

        Assert.Equal(["  5 0"], told.Counts.Select(Text));
        Assert.Equal([$"{server.Address.Host} counts no downloads of other"], told.Untold);
        Assert.Contains("--counts main=https://", Assert.Single(unnamed.Untold), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Python_projects_are_told_by_day_without_mirrors()
    {
        await using var server = Serve(_ => new()
        {
            ["/packages/tide-net/overall?mirrors=false"] = """
                {"package":"tide-net","type":"overall_downloads","data":[
                 {"category":"without_mirrors","date":"2026-03-30","downloads":5},{"category":"with_mirrors","date":"2026-03-30","downloads":50},
                 {"category":"without_mirrors","date":"2026-03-31","downloads":6},{"category":"without_mirrors","date":"2026-01-01","downloads":9}]}
                """,
        });
        var kind = new PythonIndexDestination();
        var (settings, _) = DeliveryContexts.Read(kind, "main", ("index", "pypi"));
        const string Upload = "https://upload.pypi.org/legacy/";
        ImmutableArray<Consignment> consignments = [Consignment(Upload, ("package", "Tide.Net")), Consignment(Upload, ("package", "other"))];

        var told = await kind.CountAsync(settings, consignments, Request() with { Address = server.Address }, TestContext.Current.CancellationToken);
        var rehearsed = await kind.CountAsync(settings, consignments, Request() with { Context = delivery.Rehearsing() }, TestContext.Current.CancellationToken);
        var elsewhere = await kind.CountAsync(settings, [Consignment("https://python.example.org/legacy/", ("package", "tide"))], Request(), TestContext.Current.CancellationToken);

        Assert.Equal(["  5 6"], told.Counts.Select(Text));
        Assert.Equal([$"{server.Address.Host} counts no downloads of other"], told.Untold);
        Assert.Equal((0, 2), (rehearsed.Counts.Length, rehearsed.Untold.Length));
        Assert.Contains("--counts main=https://", Assert.Single(elsewhere.Untold), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Docker_Hub_tells_the_pulls_of_a_repository_and_other_registries_nothing()
    {
        await using var server = Serve(_ => new() { ["/v2/namespaces/example/repositories/tide"] = """{"namespace":"example","name":"tide","pull_count":1234,"star_count":7}""" });
        var kind = new OciDestination();
        var (settings, _) = DeliveryContexts.Read(kind, "main", ("registry", "docker.io/example"));
        ImmutableArray<Consignment> consignments = [Consignment("docker.io/example/tide"), Consignment("docker.io/example/tide"), Consignment("docker.io/example/hidden")];

        var told = await kind.CountAsync(settings, consignments, Request() with { Address = server.Address }, TestContext.Current.CancellationToken);
        var rehearsed = await kind.CountAsync(settings, consignments, Request() with { Context = delivery.Rehearsing() }, TestContext.Current.CancellationToken);
        var elsewhere = await kind.CountAsync(settings, [Consignment("ghcr.io/example/tide")], Request(), TestContext.Current.CancellationToken);

        Assert.Equal(["docker.io/example/tide  1234"], told.Counts.Select(count => $"{count.Package} {Text(count)}"));
        Assert.Equal([$"{server.Address.Host} counts no pulls of example/hidden; it tells those of public repositories alone"], told.Untold);
        Assert.Equal((0, 2), (rehearsed.Counts.Length, rehearsed.Untold.Length));
        Assert.Equal(["main: ghcr.io does not tell how often example/tide was pulled"], elsewhere.Untold);
    }

    [Theory]
    [InlineData("500 Internal Server Error", "")]
    [InlineData("200 OK", "<html>")]
    [InlineData("200 OK", "{}")]
    public async Task What_is_no_answer_is_told(string status, string body)
    {
        await using var server = new LoopbackServer(_ => LoopbackAnswer.Of(status, body, "Content-Type: application/json"));
        var kind = new NpmRegistryDestination();
        var (settings, _) = DeliveryContexts.Read(kind, "main", ("registry", "https://npm.example.org/"));

        var failed = await Assert.ThrowsAsync<DeliveryException>(() => kind.CountAsync(
            settings, [Consignment("https://npm.example.org/tide", ("package", "tide"))], Request() with { Address = server.Address }, TestContext.Current.CancellationToken));

        Assert.StartsWith("destination main: the downloads of tide cannot be read", failed.Message, StringComparison.Ordinal);
    }

    public void Dispose() => delivery.Dispose();

    private CountingRequest Request() => new() { Context = delivery.Context(RehearsalDelivery.Environment()), From = Today.AddDays(-29), To = Today };

    private static string Text(DownloadCount count) => $"{count.Item} {count.Total}{string.Concat(count.Days.Values.Select(day => $" {day}"))}";

    private static Consignment Consignment(string address, params (string Key, string Value)[] options) => new()
    {
        Id = "main/tide",
        Destination = "main",
        Kind = "any",
        Address = address,
        Version = "1.0.0",
        Effects = [],
        Options = options.ToImmutableSortedDictionary(option => option.Key, option => option.Value),
    };

    private static LoopbackServer Serve(Func<Uri, Dictionary<string, string>> pages)
    {
        LoopbackServer? server = null;
        return server = new LoopbackServer(request => pages(server!.Address).TryGetValue(request.Target, out var body)
            ? LoopbackAnswer.Of("200 OK", body, "Content-Type: application/json")
            : LoopbackAnswer.Of("404 Not Found"));
    }
}
