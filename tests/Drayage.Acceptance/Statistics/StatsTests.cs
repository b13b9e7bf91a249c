using System.Text.Json;
using Drayage.Acceptance.Repositories;
using Drayage.Testing;
using Xunit;

namespace Drayage.Acceptance.Statistics;

/// <summary>What was released is downloaded, and the figures tell of it.</summary>
public sealed class StatsTests
{
    private const string Asset = "v1.4.0/SHA256SUMS";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Totals_of_a_release_become_days_by_snapshots()
    {
        using var repository = await MiniRepository.CreateAsync();
        await using var registry = await RegistryFixture.StartAsync();
        (await repository.ReleaseAsync(registry)).Ended(0);
        var drayage = repository.Drayage.Against(registry);
        string[] stats = ["stats", "--snapshots", repository.Directory["counts.jsonl"], "--svg", repository.Directory["downloads.svg"], "--json"];
        var before = Total(Entry((await drayage.RunAsync(stats)).Ended(0).Json()));
        await DownloadAsync(registry, 3);

        var after = Entry((await drayage.RunAsync(stats)).Ended(0).Json());

        Assert.Equal(before + 3, Total(after));
        Assert.Equal(3, Assert.Single(after.GetProperty("spans").EnumerateArray()).GetProperty("count").GetInt64());
        Assert.Contains("github: example/tide (3)", await File.ReadAllTextAsync(repository.Directory["downloads.svg"], Cancellation), StringComparison.Ordinal);
        var packages = (await drayage.RunAsync("stats", "--by", "package", "--snapshots", repository.Directory["counts.jsonl"])).Ended(0);
        Assert.Matches(@"github\s+example/tide\s+[0-9]+\s+3\s+3\s", packages.Output);
        var days = (await drayage.RunAsync("stats", "--by", "day", "--snapshots", repository.Directory["counts.jsonl"])).Ended(0);
        Assert.Matches(@"[0-9-]{10}\s+github\s+example/tide\s+3\s", days.Output);
        var shown = (await drayage.RunAsync("stats")).Ended(0);
        Assert.Contains(Asset, shown.Output, StringComparison.Ordinal);
        Assert.Contains("not told: ghcr: ghcr.io does not tell how often example/tide was pulled", shown.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_log_of_served_registries_tells_pulls_and_downloads()
    {
        using var repository = await MiniRepository.CreateAsync();
        using var served = new TemporaryDirectory();
        var log = served["served.jsonl"];
        await using var registries = repository.Drayage.With("DRAYAGE_REHEARSAL_TOKEN", RegistryFixture.Token).Start("serve", "--data", served["data"], "--log", log);
        var address = new Uri(await registries.SaysAsync("DRAYAGE_REHEARSAL_URL="));
        (await repository.Drayage.Against(address, RegistryFixture.Token).RunAsync(["release", .. await repository.KeyAsync()])).Ended(0);
        var before = Image(await StatsAsync(repository, log));
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Authorization = new("Basic", RegistryFixture.BasicCredentials("anyone", RegistryFixture.Token));
        using var pulled = await client.GetAsync(new Uri(address, "v2/ghcr.io/example/tide/manifests/1.4.0"), Cancellation);
        pulled.EnsureSuccessStatusCode();

        Assert.Equal(before + 1, Image(await StatsAsync(repository, log)));
    }

    [Fact]
    public async Task What_cannot_be_kept_or_asked_is_told()
    {
        using var repository = await MiniRepository.CreateAsync();
        await using var registry = await RegistryFixture.StartAsync();
        var drayage = repository.Drayage.Against(registry);
        repository.Directory.Write("torn.jsonl", "{\"at\":\"2026-");
        repository.Directory.Write("file", "");

        (await drayage.RunAsync("stats", "--counts", "pypi=https://example.org/")).Refused(2, "--counts: there is no destination pypi", "the project has", "name one of them");
        (await drayage.RunAsync("stats", "--snapshots", "torn.jsonl")).Refused(1, "holds no snapshots", "line 1 is no snapshot", "take the line out");
        (await drayage.RunAsync("stats", "--svg", "file/downloads.svg")).Refused(1, "downloads.svg cannot be written", "", "name a file");
    }

    [Fact]
    public async Task Mistakes_are_told()
    {
        using var work = new TemporaryDirectory();
        var drayage = new BuiltDrayage(work.Path);
        work.Write("bad.jsonl", "{\n");

        (await drayage.RunAsync("stats", "--log", "nowhere")).Refused(2, "there is no log", "", "drayage serve --log");
        (await drayage.RunAsync("stats", "--days", "0")).Refused(2, "--days: 0 is out of range", "", "1 to 365");
        (await drayage.RunAsync("stats", "--counts", "npm")).Refused(2, "--counts: 'npm' names no service", "", "DESTINATION=https://HOST/");
        (await drayage.RunAsync("stats", "--log", "bad.jsonl")).Refused(1, "bad.jsonl cannot be read", "line 1 is no request", "take the line out");
    }

    private static async Task<JsonElement> StatsAsync(MiniRepository repository, string log) =>
        (await repository.Drayage.RunAsync("stats", "--log", log, "--json")).Ended(0).Json();

    private static long Image(JsonElement stats) => stats.GetProperty("counts").EnumerateArray()
        .Where(count => count.GetProperty("package").GetString() == "example/tide" && count.GetProperty("item").GetString() == "1.4.0")
        .Sum(Total);

    private static JsonElement Entry(JsonElement stats) => Assert.Single(stats.GetProperty("counts").EnumerateArray(), count => count.GetProperty("item").GetString() == Asset);

    private static long Total(JsonElement count) => count.GetProperty("total").GetInt64();

    private static async Task DownloadAsync(RegistryFixture registry, int times)
    {
        using var client = new HttpClient();
        for (var time = 0; time < times; time++)
            await client.GetByteArrayAsync(new Uri(registry.Address, $"example/tide/releases/download/{Asset}"), Cancellation);
    }
}
