using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Net;
using System.Text.Json.Nodes;
using Drayage.Model.Artifacts;
using Drayage.Model.Delivery;
using Drayage.Model.Planning;
using Drayage.Pipeline.Sealing;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Ecosystems.GitHub.Rolling;

/// <summary>Runs of one project, each of another commit, into one rolling release.</summary>
internal sealed class RollingScene : IAsyncDisposable
{
    private readonly AfterChangeFault watch;
    private readonly GitHubScene github;
    private readonly ConcurrentQueue<RehearsalDelivery> deliveries = new();
    private int looks;

    private RollingScene(RegistryFixture registry, AfterChangeFault watch)
    {
        Registry = registry;
        this.watch = watch;
        github = new GitHubScene(registry);
    }

    public RegistryFixture Registry { get; }

    public GitHubScene GitHub => github;

    public required BrokenUpload Broken { get; init; }

    public required ComparisonAnswer Comparison { get; init; }

    /// <summary>What was missing at some moment while <see cref="Watch"/> looked.</summary>
    public ConcurrentQueue<string> Gaps { get; } = new();

    /// <summary>How often was looked.</summary>
    public int Looks => Volatile.Read(ref looks);

    public static async Task<RollingScene> StartAsync()
    {
        var changes = new AfterChangeFault();
        var (broken, comparison) = (new BrokenUpload(isArmed: false), new ComparisonAnswer());
        var registry = await RegistryFixture.StartAsync(options => options with { Faults = [changes, broken, comparison] });
        return new RollingScene(registry, changes) { Broken = broken, Comparison = comparison };
    }

    public static string Commit(int number) => $"{number:x}".PadRight(40, 'c');

    /// <summary>A run: version 1.0.0-dev.N of commit N.</summary>
    public RehearsalDelivery Prepare(int number, string repository = "owner/edge", string bytes = "", bool publishes = true)
    {
        var delivery = new RehearsalDelivery(Registry);
        deliveries.Enqueue(delivery);
        delivery.Scene.Patience = delivery.Scene.Patience with { Doubt = TimeSpan.FromMilliseconds(30) };
        var settings = github.Settings(repository, ("rolling", "edge"));
        delivery.Scene.Publishers["github"] = github.Kind.CreatePublisher(settings, delivery.Rehearsing());
        if (publishes)
            delivery.Scene.Add(Consignment(delivery, number, repository, bytes));
        return delivery;
    }

    public Consignment Consignment(RehearsalDelivery delivery, int number, string repository = "owner/edge", string bytes = "")
    {
        var version = $"1.0.0-dev.{number}";
        var files = new[] { $"app-{version}-linux-amd64.tar.gz", $"app-{version}-darwin-arm64.tar.gz" };
        foreach (var file in files)
            delivery.Scene.Content[file] = System.Text.Encoding.UTF8.GetBytes($"{file} {bytes}");
        delivery.Scene.Content["SHA256SUMS"] = System.Text.Encoding.UTF8.GetBytes($"sums {number} {bytes}");
        delivery.Scene.Content[WaybillComposer.WaybillName] = System.Text.Encoding.UTF8.GetBytes($"waybill {number}");
        var context = DeliveryContexts.Of(DeliveryContexts.Component("app", version, "app", [], [.. files.Select(file => (ArtifactKind.Archive, file))])) with
        {
            Source = new SourceRevision(Commit(number), 1_700_000_000 + number, IsDirty: false),
            Checksums = ImmutableDictionary<string, string>.Empty.Add($"v{version}", "SHA256SUMS"),
        };
        return delivery.Seal(Assert.Single(github.Kind.Plan(github.Settings(repository, ("rolling", "edge")), context)));
    }

    public static ImmutableArray<string> FilesOf(int number) =>
    [
        $"SHA256SUMS-{Commit(number)[..12]}",
        $"app-1.0.0-dev.{number}-darwin-arm64.tar.gz",
        $"app-1.0.0-dev.{number}-linux-amd64.tar.gz",
        $"waybill-{Commit(number)[..12]}.dsse.json",
    ];

    /// <summary>From now on the release, its tag and all files of one of the runs must be there before and after every change.</summary>
    public void Watch(string repository, params int[] runs) => watch.Look = async request =>
    {
        if (!request.Path.Value!.Contains(repository, StringComparison.Ordinal))
            return;
        Interlocked.Increment(ref looks);
        var (tag, files) = await StateAsync(repository);
        if (tag is null)
            Gaps.Enqueue($"no tag at {request.Method} {request.Path}");
        if (files is null)
            Gaps.Enqueue($"no release at {request.Method} {request.Path}");
        else if (!runs.Any(run => FilesOf(run).All(files.Contains)))
            Gaps.Enqueue($"files of no run at {request.Method} {request.Path}: {string.Join(' ', files)}");
    };

    /// <returns>The commit of the tag and the complete files of the published release; null for what is not there.</returns>
    public async Task<(string? Tag, string[]? Files)> StateAsync(string repository = "owner/edge")
    {
        using var client = Registry.NewClient(authenticated: false);
        var reference = await GetAsync(client, $"api/v3/repos/{repository}/git/ref/tags/edge");
        var release = await GetAsync(client, $"api/v3/repos/{repository}/releases/tags/edge");
        var files = release?["assets"]!.AsArray().Where(asset => asset!["state"]!.GetValue<string>() == "uploaded").Select(asset => asset!["name"]!.GetValue<string>());
        return (reference?["object"]!["sha"]!.GetValue<string>(), files?.Order(StringComparer.Ordinal).ToArray());
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var delivery in deliveries)
            delivery.Dispose();
        await Registry.DisposeAsync();
    }

    private static async Task<JsonNode?> GetAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(path);
        return answer.StatusCode == HttpStatusCode.OK ? JsonNode.Parse(await answer.Content.ReadAsStringAsync()) : null;
    }
}
