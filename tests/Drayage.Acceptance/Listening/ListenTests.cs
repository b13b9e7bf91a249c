using System.Net;
using System.Security.Cryptography;
using System.Text;
using Drayage.Acceptance.Delivery;
using Drayage.Acceptance.Released;
using Drayage.Acceptance.Repositories;
using Drayage.Testing;
using Xunit;

namespace Drayage.Acceptance.Listening;

/// <summary>The built listener hears of a real release and delivers its images, once.</summary>
public sealed class ListenTests : IAsyncLifetime
{
    private const string Secret = "It's a Secret to Everybody";

    private readonly HttpClient client = new(new SocketsHttpHandler { UseProxy = false });
    private RegistryFixture? registry;
    private MiniRepository? repository;
    private Stranger? machine;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        registry = await RegistryFixture.StartAsync();
        repository = await PhasedRepository.CreateAsync();
        (await repository.ReleaseAsync(registry)).Ended(0);
        machine = new Stranger(repository.PublicKeyPath);
    }

    [Fact]
    public async Task Two_hundred_deliveries_of_one_event_run_phase_2_once()
    {
        await using var listener = Listen("--poll", "0");
        var address = await AddressAsync(listener);

        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(number => DeliverAsync(address, $"delivery-{number / 2}")));
        await listener.LogsAsync($"{PhasedRepository.Tag}: delivered");

        Assert.Single(answers, status => status == HttpStatusCode.Accepted);
        Assert.Equal(199, answers.Count(status => status == HttpStatusCode.OK));
        var metrics = await client.GetStringAsync(new Uri(address, "metrics"), Cancellation);
        Assert.Contains("drayage_listen_runs_total{outcome=\"complete\"} 1\n", metrics, StringComparison.Ordinal);
        Assert.Contains("drayage_listen_queue_depth 0\n", metrics, StringComparison.Ordinal);
        await VerifyAsync();
        Assert.Equal(0, await listener.TerminateAsync());
        Assert.DoesNotContain(Secret, listener.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_listener_that_is_killed_in_the_middle_goes_on_when_it_is_started_again()
    {
        await using (var killed = Listen(machine!.At(registry!.Address).With("DRAYAGE_KILL_AT", "after:4"), "--poll", "0"))
        {
            Assert.Equal(HttpStatusCode.Accepted, await DeliverAsync(await AddressAsync(killed), "delivery-1"));
            Assert.Equal(BuiltDrayage.KilledExitCode, await killed.ExitCodeAsync());
        }

        await using var listener = Listen("--poll", "0");
        var address = await AddressAsync(listener);
        await listener.LogsAsync($"{PhasedRepository.Tag}: delivered");

        Assert.Equal(HttpStatusCode.OK, await DeliverAsync(address, "delivery-1"));
        await VerifyAsync();
        Assert.Equal(0, await listener.TerminateAsync());
    }

    [Fact]
    public async Task A_release_whose_event_never_came_is_found_by_asking()
    {
        await using var listener = Listen("--poll", "1", "--catch-up");
        await listener.LogsAsync($"{PhasedRepository.Tag}: delivered");

        await VerifyAsync();
        Assert.Equal(0, await listener.TerminateAsync());
    }

    [Fact]
    public async Task A_release_that_another_key_signed_is_not_delivered()
    {
        using var other = new SealingKey();
        await other.ArgumentsAsync(new BuiltDrayage(machine!["."]));
        using var stranger = new Stranger(other.PublicPath);
        var before = Stranger.ChangesOf(registry!);
        await using var listener = stranger.At(registry!.Address).With("WEBHOOK_SECRET", Secret).Start(Arguments(stranger, "--poll", "0"));

        Assert.Equal(HttpStatusCode.Accepted, await DeliverAsync(await AddressAsync(listener), "delivery-1"));
        await listener.LogsAsync($"{PhasedRepository.Tag}: refused:");

        Assert.Contains("the signature does not hold", listener.Log, StringComparison.Ordinal);
        Assert.Equal(before, Stranger.ChangesOf(registry));
    }

    [Fact]
    public async Task What_is_refused_has_no_effect()
    {
        var before = registry!.Served.Count;
        await using var listener = Listen("--poll", "0");
        var address = await AddressAsync(listener);
        Assert.Equal(HttpStatusCode.Unauthorized, await DeliverAsync(address, "d", secret: "other"));
        Assert.Equal(HttpStatusCode.BadRequest, await DeliverAsync(address, "d", body: "no json"));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await DeliverAsync(address, "d", body: new string(' ', 5 * 1024 * 1024)));
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, await DeliverAsync(address, "d", contentType: "application/x-www-form-urlencoded"));
        Assert.Equal(HttpStatusCode.NoContent, await DeliverAsync(address, "d", type: "workflow_run"));
        Assert.Equal(0, await listener.TerminateAsync());

        Assert.Equal(0, new FileInfo(machine!["state", "queue.jsonl"]).Length);
        Assert.Equal(before, registry.Served.Count);
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        machine?.Dispose();
        repository?.Dispose();
        if (registry is not null)
            await registry.DisposeAsync();
    }

    private RunningDrayage Listen(params string[] more) => Listen(machine!.At(registry!.Address), more);

    private RunningDrayage Listen(BuiltDrayage drayage, params string[] more) =>
        drayage.With("WEBHOOK_SECRET", Secret).Start(Arguments(machine!, more));

    private static string[] Arguments(Stranger at, params string[] more) =>
        ["listen", "--repository", "example/tide", "--state", "state", "--bind", "127.0.0.1:0", "--webhook-secret", "env:WEBHOOK_SECRET", .. at.Key, .. more];

    private static async Task<Uri> AddressAsync(RunningDrayage listener) => new(await listener.SaysAsync("listening on "));

    private async Task<HttpStatusCode> DeliverAsync(
        Uri address, string delivery, string type = "release", string? body = null, string contentType = "application/json", string secret = Secret)
    {
        var bytes = Encoding.UTF8.GetBytes(body ?? $$"""{"action":"published","repository":{"full_name":"example/tide"},"release":{"id":1,"tag_name":"{{PhasedRepository.Tag}}","published_at":"2026-01-02T03:04:05Z"} }""");
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, "webhooks/github")) { Content = new ByteArrayContent(bytes) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        request.Headers.Add("X-GitHub-Event", type);
        request.Headers.Add("X-GitHub-Delivery", delivery);
        request.Headers.Add("X-Hub-Signature-256", $"sha256={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), bytes))}");
        using var answer = await client.SendAsync(request, Cancellation);
        return answer.StatusCode;
    }

    /// <summary>The destinations hold the whole release, and nothing was sent twice.</summary>
    private async Task VerifyAsync()
    {
        Assert.Empty(SuccessfulChanges.Repeated(registry!.Served));
        File.Copy(repository!.WaybillPath, machine!["w.json"]);
        (await machine.RunAsync(registry, "verify", "w.json")).Ended(0);
    }
}
