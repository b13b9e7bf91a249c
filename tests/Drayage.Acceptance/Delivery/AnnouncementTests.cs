using System.Collections.Concurrent;
using System.Text.Json;
using Drayage.Acceptance.Repositories;
using Drayage.Testing;
using Xunit;

namespace Drayage.Acceptance.Delivery;

/// <summary>A release tells others of itself: last, once, and again where nobody answered, over kills and failures.</summary>
public sealed class AnnouncementTests
{
    /// <summary>Receivers that cannot be asked what they have.</summary>
    private const string Deaf = """
        destinations:
          hook: { kind: cloudevents, url: 'https://hooks.example/drayage', mode: binary, signing-secret: env:HOOK_SECRET, events: [release.published, consignment.failed] }
          flows: { kind: github-dispatch }

        """;

    private const string Receivers = Deaf + """
          file: { kind: event-file, events: [release.published, consignment.delivered, consignment.failed], path: 'dist/events/{{ type }}-{{ subject }}.json' }
          images: { kind: github-dispatch, repository: example/images, workflow: images.yml, ref: main, inputs: { tag: tag, waybill: waybill-url, digest: waybill-digest } }

        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_release_is_told_everywhere_and_its_waybill_is_where_the_event_says()
    {
        await using var registry = await StartAsync();
        using var repository = await CreateAsync();

        (await repository.ReleaseAsync(registry)).Ended(0);

        var release = (await repository.Drayage.RunAsync("status", "--json")).Json().GetProperty("release").GetString();
        var hooked = Assert.Single(await ListAsync(registry, "events/hook"));
        var flow = Assert.Single(await ListAsync(registry, "api/v3/repos/example/tide/dispatches"));
        var inputs = Assert.Single(await ListAsync(registry, "api/v3/repos/example/images/dispatches")).GetProperty("payload");
        var told = flow.GetProperty("payload").GetProperty("event");
        Assert.Equal(hooked.GetProperty("data").GetRawText(), told.GetRawText());
        Assert.Equal(release, told.GetProperty("waybill").GetProperty("digest").GetString());
        Assert.Equal(release, inputs.GetProperty("digest").GetString());
        Assert.Equal("v1.4.0", inputs.GetProperty("tag").GetString());
        using var client = registry.NewClient(authenticated: false);
        foreach (var url in new[] { told.GetProperty("waybill").GetProperty("urls")[0].GetString()!, inputs.GetProperty("waybill").GetString()! })
            Assert.Equal(await File.ReadAllBytesAsync(repository.WaybillPath, Cancellation), await client.GetByteArrayAsync(url, Cancellation));
    }

    [Fact]
    public async Task Every_event_that_is_told_fits_the_published_schema()
    {
        await using var elsewhere = await StartAsync();
        await using var registry = await StartAsync(new UnavailableFault("/v2"));
        using var repository = await CreateAsync();
        (await repository.ReleaseAsync(elsewhere)).Ended(0);
        Directory.Delete(repository.Directory["dist", "files"], recursive: true);
        using var copy = await repository.CopySealedAsync();

        (await copy.Drayage.Against(registry).RunAsync("resume")).Ended(3);

        var events = EventsIn(copy.Root);
        Assert.Equal(["consignment.delivered-github-v1.4.0.json", "consignment.failed-ghcr-tide-image.json", "release.published-v1.4.0.json"], events.Keys.Order());
        var failed = events["consignment.failed-ghcr-tide-image.json"];
        Assert.Contains("503", failed, StringComparison.Ordinal);
        Assert.DoesNotContain(RegistryFixture.Token, failed, StringComparison.Ordinal);
        Assert.Contains(failed, (await ListAsync(registry, "events/hook")).Select(hooked => hooked.GetProperty("data").GetRawText()));
        var schema = await File.ReadAllTextAsync(Path.Combine(RepositoryRoot.Path, "docs", "schemas", "event-v1.json"), Cancellation);
        Assert.All(await (await JsonSchemaPeer.RequireAsync()).JudgeAsync(schema, events.Values), answer => Assert.Equal("ok", answer));
    }

    [Fact]
    public async Task Receivers_that_are_down_hold_nothing_up_and_are_told_by_resume()
    {
        var fault = new UnavailableFault("/events");
        await using var registry = await StartAsync(fault);
        using var repository = await CreateAsync();

        var down = (await repository.ReleaseAsync(registry)).Refused(3, "destination hook: event release.published of v1.4.0 was not taken", "503", "drayage resume");
        Assert.Contains("hook/v1.4.0", down.Output, StringComparison.Ordinal);
        Assert.Single(await ListAsync(registry, "api/v3/repos/example/tide/dispatches"));
        (await repository.Drayage.Against(registry).RunAsync("verify")).Ended(0);

        fault.IsDown = false;
        (await repository.Drayage.Against(registry).RunAsync("resume")).Ended(0);

        Assert.Equal(1, Assert.Single(await ListAsync(registry, "events/hook")).GetProperty("times").GetInt32());
        Assert.Single(await ListAsync(registry, "api/v3/repos/example/tide/dispatches"));
        (await repository.Drayage.RunAsync("status")).Ended(0);
    }

    [Fact]
    public async Task Killed_at_any_of_its_records_an_announcement_is_told_with_the_same_id()
    {
        await using var elsewhere = await StartAsync();
        using var repository = await CreateAsync(Deaf);
        (await repository.ReleaseAsync(elsewhere)).Ended(0);
        var records = await File.ReadAllLinesAsync(repository.Directory["dist", "journal.jsonl"], Cancellation);
        var first = Array.FindIndex(records, record => record.Contains("\"effect\":\"announce ", StringComparison.Ordinal)) + 1;
        Assert.All(records.Skip(first - 1), record => Assert.Contains("announce ", record, StringComparison.Ordinal));
        // Between one record and the next only an announcement itself can happen.
        string[] points = [$"before:{first}", .. Enumerable.Range(first, records.Length - first + 1).Select(record => $"after:{record}")];
        var id = Assert.Single(await ListAsync(elsewhere, "events/hook")).GetProperty("id").GetString();
        var failures = new ConcurrentBag<string>();

        await Parallel.ForEachAsync(points, new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = Cancellation }, async (point, _) =>
        {
            if (await TryAsync(repository, point, id!) is { } failure)
                failures.Add($"{point}: {failure}");
        });

        TestContext.Current.TestOutputHelper?.WriteLine($"{points.Length} kill points, {failures.Count} failures");
        Assert.True(failures.IsEmpty, string.Join('\n', failures.Order(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task A_rehearsal_tells_its_own_receivers_and_writes_nothing_outside_its_directory()
    {
        using var repository = await CreateAsync();

        (await repository.Drayage.RunAsync("rehearse")).Ended(0);

        Assert.False(Directory.Exists(repository.Directory["dist", "events"]));
        Assert.Equal(3, Directory.GetFiles(repository.Directory["dist", "rehearsal", "files", "dist", "events"]).Length);
        Assert.Single(Directory.GetFiles(repository.Directory["dist", "rehearsal", "registries", "events", "hook"]));
    }

    /// <returns>What went wrong; null when nothing did.</returns>
    private static async Task<string?> TryAsync(MiniRepository repository, string point, string id)
    {
        await using var registry = await StartAsync();
        using var copy = await repository.CopySealedAsync();
        var killed = await copy.Drayage.Against(registry).With("DRAYAGE_KILL_AT", point).RunAsync("resume");
        if (killed.ExitCode != BuiltDrayage.KilledExitCode)
            return $"the killed run ended with {killed.ExitCode}\n{killed.Error}";
        var resumed = await copy.Drayage.Against(registry).RunAsync("resume");
        if (resumed.ExitCode != 0)
            return $"the resumed run ended with {resumed.ExitCode}\n{resumed.Error}";
        var hooked = await ListAsync(registry, "events/hook");
        if (hooked.Length != 1 || hooked[0].GetProperty("id").GetString() != id || hooked[0].GetProperty("times").GetInt32() > 2)
            return $"the receiver has {JsonSerializer.Serialize(hooked)}";
        var flows = await ListAsync(registry, "api/v3/repos/example/tide/dispatches");
        return flows.Length is 1 or 2 && flows.All(flow => flow.GetProperty("payload").GetProperty("event").GetProperty("id").GetString() == id)
            ? null
            : $"the workflows were started with {JsonSerializer.Serialize(flows)}";
    }

    private static Task<MiniRepository> CreateAsync(string receivers = Receivers) => MiniRepository.CreateAsync(directory =>
        directory.Write("drayage.yaml", MiniSources.Configuration.Replace("destinations:\n", receivers, StringComparison.Ordinal)));

    /// <summary>Registries whose repository <c>example/images</c> has a branch to take workflows from.</summary>
    private static async Task<RegistryFixture> StartAsync(UnavailableFault? fault = null)
    {
        var registry = await RegistryFixture.StartAsync(options => fault is null ? options : options with { Faults = [fault] });
        using var client = registry.NewClient();
        using var made = await client.PostAsync("api/v3/repos/example/images/git/refs", new StringContent($$"""{"ref":"refs/heads/any","sha":"{{new string('a', 40)}}"}"""), Cancellation);
        made.EnsureSuccessStatusCode();
        return registry;
    }

    private static async Task<JsonElement[]> ListAsync(RegistryFixture registry, string path)
    {
        using var client = registry.NewClient();
        using var document = JsonDocument.Parse(await client.GetStringAsync(path, Cancellation));
        return [.. document.RootElement.Clone().EnumerateArray()];
    }

    private static Dictionary<string, string> EventsIn(string root) =>
        Directory.GetFiles(Path.Combine(root, "dist", "files", "dist", "events")).ToDictionary(file => Path.GetFileName(file), File.ReadAllText);
}
