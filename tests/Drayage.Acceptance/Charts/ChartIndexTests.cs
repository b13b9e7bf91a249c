using Drayage.Acceptance.Repositories;
using Drayage.Testing;
using Xunit;

namespace Drayage.Acceptance.Charts;

/// <summary>
/// Charts in a classic index. Helm is not among the peers, so a reader of our own stands in for it, in another language and by the
/// format's documentation.
/// </summary>
public sealed class ChartIndexTests
{
    /// <summary>What `helm pull CHART --repo SITE --version VERSION` does: the entry, its first address relative to the site, its digest, its Chart.yaml.</summary>
    private const string Reader = """
        import hashlib, io, sys, tarfile, urllib.parse, urllib.request, yaml
        site, chart, wanted = sys.argv[1:]
        fetch = lambda url: urllib.request.build_opener(urllib.request.ProxyHandler({})).open(url).read()
        index = yaml.safe_load(fetch(site + 'index.yaml'))
        assert index['apiVersion'] == 'v1' and index['generated'], index
        versions = index['entries'][chart]
        entry = next(e for e in versions if not wanted or e['version'] == wanted)
        package = fetch(urllib.parse.urljoin(site, entry['urls'][0]))
        assert hashlib.sha256(package).hexdigest() == entry['digest'], entry
        packed = tarfile.open(fileobj=io.BytesIO(package))
        says = yaml.safe_load(packed.extractfile(chart + '/Chart.yaml').read())
        assert all(entry[member] == value for member, value in says.items()), (entry, says)
        print(entry['version'], entry['created'], len(versions))
        """;

    [Fact]
    public async Task A_reader_finds_every_version_and_what_is_listed_is_never_replaced()
    {
        using var repository = await ChartRepository.CreateAsync(isIndexed: true);
        await using var registry = await RegistryFixture.StartAsync();
        await repository.WriteAsync("1.9.0");
        (await repository.ReleaseAsync(registry)).Ended(0);
        await repository.WriteAsync("1.10.0");
        (await repository.ReleaseAsync(registry)).Ended(0);

        Assert.Matches(@"\A1\.10\.0 .* 2\n\z", await ReadAsync(registry, ""));
        Assert.Matches(@"\A1\.9\.0 20.*Z 2\n\z", await ReadAsync(registry, "1.9.0"));
        (await repository.At(registry).RunAsync("verify")).Ended(0);
        Assert.Contains("helm repo add tide https://example.github.io/tide/\nhelm install tide-chart tide/tide-chart --version 1.10.0\n", (await repository.At(registry).RunAsync("docs", "install", "-o", "-")).Ended(0).Output, StringComparison.Ordinal);

        var writes = Writes(registry);
        (await repository.At(registry).RunAsync("resume")).Ended(0);
        Assert.Equal(writes, Writes(registry));

        (await repository.At(registry).RunAsync("withdraw", "v1.10.0", "--yes")).Ended(0);
        Assert.Matches(@"\A1\.9\.0 .* 1\n\z", await ReadAsync(registry, ""));
    }

    [Fact]
    public async Task Other_bytes_under_a_listed_version_are_a_conflict()
    {
        using var repository = await ChartRepository.CreateAsync(isIndexed: true);
        await using var registry = await RegistryFixture.StartAsync();
        await repository.WriteAsync("1.8.0");
        (await repository.ReleaseAsync(registry)).Ended(0);
        using var client = registry.NewClient();
        var listed = await client.GetStringAsync(new Uri("pages/example/tide/index.yaml", UriKind.Relative), TestContext.Current.CancellationToken);
        // Somebody listed a 1.9.0 of theirs, with the bytes of 1.8.0.
        await PutAsync(client, listed.Replace("1.8.0", "1.9.0", StringComparison.Ordinal));
        var foreign = listed.Split("digest: \"")[1][..64];
        await repository.WriteAsync("1.9.0");

        var refused = (await repository.ReleaseAsync(registry)).Refused(3, "destination charts: tide-chart-1.9.0.tgz of version 1.9.0 is already there with other bytes", $"an entry with sha256:{foreign}", "release");

        Assert.Contains("delivered", refused.Output, StringComparison.Ordinal);
        Assert.Matches(@"\A1\.9\.0 .* 1\n\z", await EntryAsync(client));
    }

    private static async Task<string> EntryAsync(HttpClient client)
    {
        var index = await client.GetStringAsync(new Uri("pages/example/tide/index.yaml", UriKind.Relative), TestContext.Current.CancellationToken);
        return $"{index.Split("version: ")[1].Split('\n')[0]} in {index.Split("digest:").Length - 1}\n";
    }

    private static async Task PutAsync(HttpClient client, string index)
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var present = System.Text.Json.JsonDocument.Parse(await client.GetStringAsync(new Uri("api/v3/repos/example/tide/contents/index.yaml?ref=gh-pages", UriKind.Relative), cancellation));
        using var body = new StringContent($$"""{"message":"x","branch":"gh-pages","sha":"{{present.RootElement.GetProperty("sha")}}","content":"{{Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(index))}}"}""");
        using var reply = await client.PutAsync(new Uri("api/v3/repos/example/tide/contents/index.yaml", UriKind.Relative), body, cancellation);
        reply.EnsureSuccessStatusCode();
    }

    private static int Writes(RegistryFixture registry) => registry.Served.Count(request => request.Method is not ("GET" or "HEAD"));

    private static async Task<string> ReadAsync(RegistryFixture registry, string version) =>
        (await Peer.Require("/usr/bin/python3").RunAsync("-c", Reader, $"{registry.Address}pages/example/tide/", "tide-chart", version)).Succeeded().Output;
}
