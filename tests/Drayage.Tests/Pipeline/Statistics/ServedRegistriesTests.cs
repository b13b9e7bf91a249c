using System.Net;
using System.Text.Json;
using Drayage.Pipeline.Statistics;
using Drayage.Testing;
using Drayage.Tests.Ecosystems.Containers.Retention;
using Drayage.Tests.Registries.Crates;
using Drayage.Tests.Registries.GitHub;
using Drayage.Tests.Registries.Npm;
using Drayage.Tests.Registries.NuGet;
using Drayage.Tests.Registries.Python;
using Xunit;
using Clients = Drayage.Tests.Oci.Distribution.Registries;

namespace Drayage.Tests.Pipeline.Statistics;

/// <summary>What the embedded registries of every protocol log of a download at the address that they tell themselves.</summary>
public sealed class ServedRegistriesTests(RegistryFixture registry) : IClassFixture<RegistryFixture>, IDisposable
{
    private static readonly DateTimeOffset At = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly HttpClient client = registry.NewClient();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_wheel_counts_and_its_page_and_metadata_do_not()
    {
        using var work = new TemporaryDirectory();
        using var uploaded = await UploadForms.PostAsync(client, SampleDistribution.Wheel(work, "tide-counted", "1.0"), "tide-counted", "1.0");
        Assert.Equal(HttpStatusCode.OK, uploaded.StatusCode);
        var page = new Uri(registry.Address, "python/main/simple/tide-counted/");
        using var request = new HttpRequestMessage(HttpMethod.Get, page);
        request.Headers.Accept.ParseAdd("application/vnd.pypi.simple.v1+json");
        using var shown = await client.SendAsync(request, Cancellation);
        var file = new Uri(page, JsonElement.Parse(await shown.Content.ReadAsStringAsync(Cancellation)).GetProperty("files")[0].GetProperty("url").GetString());

        await client.GetStringAsync($"{file}.metadata", Cancellation);
        await DownloadAsync(file);

        Assert.Equal(["main tide-counted tide_counted-1.0-py3-none-any.whl 1"], Counted("tide-counted"));
    }

    [Fact]
    public async Task A_crate_counts_and_its_index_does_not()
    {
        using var crates = new CratesClient(registry);
        await crates.RequirePublishedAsync(SampleCrate.Of("tide-crate"));
        var template = JsonElement.Parse(await client.GetStringAsync(new Uri(crates.Index, "config.json"), Cancellation)).GetProperty("dl").GetString();

        await client.GetStringAsync(new Uri(crates.Index, "ti/de/tide-crate"), Cancellation);
        await DownloadAsync(new Uri(template!.Replace("{crate}", "tide-crate", StringComparison.Ordinal).Replace("{version}", "1.0.0", StringComparison.Ordinal)));

        Assert.Equal(["main tide-crate 1.0.0 1"], Counted("tide-crate"));
    }

    [Fact]
    public async Task A_tarball_counts_and_its_document_does_not()
    {
        using var npm = new NpmClient(registry);
        await npm.PublishAsync("@tide/counted", "1.0.0");
        var (_, document, _) = await npm.GetAsync("@tide/counted");

        await DownloadAsync(new Uri(document!["versions"]!["1.0.0"]!["dist"]!["tarball"]!.GetValue<string>()));

        Assert.Equal(["main @tide/counted counted-1.0.0.tgz 1"], Counted("@tide/counted"));
    }

    [Fact]
    public async Task A_package_of_a_feed_counts_and_its_manifest_does_not()
    {
        using var pushed = await client.PushAsync(SamplePackage.Package("Tide.Counted", "1.0.0"));
        Assert.Equal(HttpStatusCode.Created, pushed.StatusCode);
        var index = JsonElement.Parse(await client.GetStringAsync(new Uri(registry.Address, "nuget/main/v3/index.json"), Cancellation));
        var flat = index.GetProperty("resources").EnumerateArray().First(resource => resource.GetProperty("@type").GetString()!.StartsWith("PackageBaseAddress", StringComparison.Ordinal)).GetProperty("@id").GetString();

        await client.GetStringAsync($"{flat}tide.counted/1.0.0/tide.counted.nuspec", Cancellation);
        await DownloadAsync(new Uri($"{flat}tide.counted/1.0.0/tide.counted.1.0.0.nupkg"));

        Assert.Equal(["main tide.counted 1.0.0 1"], Counted("tide.counted"));
    }

    [Fact]
    public async Task A_file_of_a_release_counts_in_the_log_as_GitHub_counts_it()
    {
        using var github = new GitHubClient(registry, repository: "tide/counted");
        var asset = await github.AddAssetAsync(await github.CreateReleaseAsync("""{"tag_name":"v1.0"}"""), "tide.tar.gz", [1, 2, 3]);

        await DownloadAsync(new Uri(asset.GetProperty("browser_download_url").GetString()!));
        await DownloadAsync(new Uri(asset.GetProperty("browser_download_url").GetString()!));
        var told = await github.CallAsync(HttpMethod.Get, $"/releases/assets/{asset.GetProperty("id")}");

        Assert.Equal([$"github tide/counted v1.0/tide.tar.gz {told.GetProperty("download_count")}"], Counted("tide/counted"));
    }

    [Fact]
    public async Task A_pull_of_an_image_counts_once_by_its_tag()
    {
        var repository = new PrunedRepository(Clients.Client(registry.Authority, RegistryFixture.Token).Repository(Drayage.Oci.References.RepositoryName.Parse("ghcr.io/tide/pulled")));
        var index = await repository.IndexAsync([await repository.ImageAsync("counted", 1, Cancellation)], Cancellation);
        await repository.TagAsync(index, "1.0", Cancellation);
        Assert.Empty(Counted("tide/pulled"));

        using var root = await client.GetAsync(new Uri(registry.Address, "v2/ghcr.io/tide/pulled/manifests/1.0"), Cancellation);
        using var byDigest = await client.GetAsync(new Uri(registry.Address, $"v2/ghcr.io/tide/pulled/manifests/{index.Digest}"), Cancellation);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (root.StatusCode, byDigest.StatusCode));
        Assert.Equal(["ghcr.io tide/pulled 1.0 1"], Counted("tide/pulled"));
    }

    public void Dispose() => client.Dispose();

    /// <summary>As an installer does, after a look.</summary>
    private async Task DownloadAsync(Uri address)
    {
        using var looked = await client.SendAsync(new HttpRequestMessage(HttpMethod.Head, address), Cancellation);
        using var fetched = await client.GetAsync(address, Cancellation);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (looked.StatusCode, fetched.StatusCode));
    }

    private IEnumerable<string> Counted(string package) => ServedDownload
        .Count(registry.Served.Select(served => new LoggedRequest(At, served.Method, served.Path, served.Status, served.BytesSent).Write().TrimEnd()))
        .Where(count => count.Package == package)
        .Select(count => $"{count.Destination} {count.Package} {count.Item} {count.Total}");
}
