using System.Net;
using Drayage.Acceptance.Delivery;
using Drayage.Acceptance.Released;
using Drayage.Acceptance.Repositories;
using Drayage.Testing;
using Xunit;

namespace Drayage.Acceptance.Listening;

/// <summary>The built listener hears of a real release and delivers its images, once.</summary>
public sealed class ListenTests : IAsyncLifetime
{
    private readonly ReleaseHook hook = new();
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
        var address = await listener.AddressAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(number => hook.DeliverAsync(address, $"delivery-{number / 2}")));
        await listener.LogsAsync($"{PhasedRepository.Tag}: delivered");

        Assert.Single(answers, status => status == HttpStatusCode.Accepted);
        Assert.Equal(199, answers.Count(status => status == HttpStatusCode.OK));
        var metrics = await hook.Client.GetStringAsync(new Uri(address, "metrics"), Cancellation);
        Assert.Contains("drayage_listen_runs_total{outcome=\"complete\"} 1\n", metrics, StringComparison.Ordinal);
        Assert.Contains("drayage_listen_queue_depth 0\n", metrics, StringComparison.Ordinal);
        await VerifyAsync();
        Assert.Equal(0, await listener.TerminateAsync());
        Assert.DoesNotContain(ReleaseHook.Secret, listener.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_listener_that_is_killed_in_the_middle_goes_on_when_it_is_started_again()
    {
        await using (var killed = Listen(machine!.At(registry!.Address).With("DRAYAGE_KILL_AT", "after:4"), "--poll", "0"))
        {
            Assert.Equal(HttpStatusCode.Accepted, await hook.DeliverAsync(await killed.AddressAsync(), "delivery-1"));
            Assert.Equal(BuiltDrayage.KilledExitCode, await killed.ExitCodeAsync());
        }

        await using var listener = Listen("--poll", "0");
        var address = await listener.AddressAsync();
        await listener.LogsAsync($"{PhasedRepository.Tag}: delivered");

        Assert.Equal(HttpStatusCode.OK, await hook.DeliverAsync(address, "delivery-1"));
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
        await using var listener = stranger.At(registry!.Address).With("WEBHOOK_SECRET", ReleaseHook.Secret).Start([.. ReleaseHook.ListenArguments(stranger), "--poll", "0"]);

        Assert.Equal(HttpStatusCode.Accepted, await hook.DeliverAsync(await listener.AddressAsync(), "delivery-1"));
        await listener.LogsAsync($"{PhasedRepository.Tag}: refused:");

        Assert.Contains("the signature does not hold", listener.Log, StringComparison.Ordinal);
        Assert.Equal(before, Stranger.ChangesOf(registry));
    }

    [Fact]
    public async Task What_is_refused_has_no_effect()
    {
        var before = registry!.Served.Count;
        await using var listener = Listen("--poll", "0");
        var address = await listener.AddressAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, await hook.DeliverAsync(address, "d", secret: "other"));
        Assert.Equal(HttpStatusCode.BadRequest, await hook.DeliverAsync(address, "d", body: "no json"));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await hook.DeliverAsync(address, "d", body: new string(' ', 5 * 1024 * 1024)));
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, await hook.DeliverAsync(address, "d", contentType: "application/x-www-form-urlencoded"));
        Assert.Equal(HttpStatusCode.NoContent, await hook.DeliverAsync(address, "d", type: "workflow_run"));
        Assert.Equal(0, await listener.TerminateAsync());

        Assert.Equal(0, new FileInfo(machine!["state", "queue.jsonl"]).Length);
        Assert.Equal(before, registry.Served.Count);
    }

    public async ValueTask DisposeAsync()
    {
        hook.Dispose();
        machine?.Dispose();
        repository?.Dispose();
        if (registry is not null)
            await registry.DisposeAsync();
    }

    private RunningDrayage Listen(params string[] more) => Listen(machine!.At(registry!.Address), more);

    private RunningDrayage Listen(BuiltDrayage drayage, params string[] more) =>
        drayage.With("WEBHOOK_SECRET", ReleaseHook.Secret).Start([.. ReleaseHook.ListenArguments(machine!), .. more]);

    /// <summary>The destinations hold the whole release, and nothing was sent twice.</summary>
    private async Task VerifyAsync()
    {
        Assert.Empty(SuccessfulChanges.Repeated(registry!.Served));
        File.Copy(repository!.WaybillPath, machine!["w.json"]);
        (await machine.RunAsync(registry, "verify", "w.json")).Ended(0);
    }
}
