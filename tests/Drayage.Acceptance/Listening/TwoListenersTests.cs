using System.Net;
using Drayage.Acceptance.Delivery;
using Drayage.Acceptance.Delivery.Shared;
using Drayage.Acceptance.Released;
using Drayage.Testing;
using Xunit;

namespace Drayage.Acceptance.Listening;

/// <summary>Two listeners hear of one release and share its journal in PostgreSQL.</summary>
public sealed class TwoListenersTests : IAsyncLifetime
{
    private readonly PostgresServer server = new();
    private readonly Peer kill = Peer.Require("kill");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => server.InitializeAsync();

    public ValueTask DisposeAsync() => server.DisposeAsync();

    /// <summary>The first one is stopped while a request of its own is under way, and wakes up when the second has delivered.</summary>
    [Fact]
    public async Task One_that_is_stopped_beyond_its_lease_sends_nothing_that_the_other_has_sent()
    {
        var database = await server.CreateDatabaseAsync();
        var manifest = new HeldRequest(request => request.Method == "PUT" && request.Path.Value!.Contains("/manifests/", StringComparison.Ordinal));
        await using var registry = await RegistryFixture.StartAsync(options => options with { Faults = [manifest] });
        using var repository = await PhasedRepository.CreateAsync();
        (await repository.ReleaseAsync(registry)).Ended(0);
        using var hook = new ReleaseHook();
        using Stranger one = new(repository.PublicKeyPath), other = new(repository.PublicKeyPath);
        await using RunningDrayage first = Listen(one), second = Listen(other);

        Assert.Equal(HttpStatusCode.Accepted, await hook.DeliverAsync(await first.AddressAsync(), "delivery-1"));
        await manifest.Arrived.WaitAsync(Cancellation);
        (await kill.RunAsync("-STOP", $"{first.Id}")).Succeeded();
        try
        {
            // Its effect comes about; the answer waits for a process that does not read.
            manifest.LetGo();
            Assert.Equal(HttpStatusCode.Accepted, await hook.DeliverAsync(await second.AddressAsync(), "delivery-1"));
            await second.LogsAsync($"{PhasedRepository.Tag}: delivered");
        }
        finally
        {
            await kill.RunAsync("-CONT", $"{first.Id}");
        }

        await first.LogsAsync($"{PhasedRepository.Tag}: not finished: the lease on this release was lost");
        var changes = Stranger.ChangesOf(registry);
        // It looks again, and finds everything delivered.
        await first.LogsAsync($"{PhasedRepository.Tag}: delivered");

        Assert.Equal(changes, Stranger.ChangesOf(registry));
        Assert.Empty(SuccessfulChanges.Repeated(registry.Served));
        Assert.Equal("1", await database.RunAsync("select count(*) from drayage.release where runner is null"));
        File.Copy(repository.WaybillPath, one["w.json"]);
        (await one.RunAsync(registry, "verify", "w.json")).Ended(0);
        Assert.Equal(0, await first.TerminateAsync());
        Assert.Equal(0, await second.TerminateAsync());

        RunningDrayage Listen(Stranger machine) => machine.At(registry.Address)
            .With("WEBHOOK_SECRET", ReleaseHook.Secret)
            .With("DRAYAGE_LEASE", "2")
            .With("TEST_JOURNAL", database.ConnectionString)
            .Start([.. ReleaseHook.ListenArguments(machine), "--poll", "0", "--journal", "env:TEST_JOURNAL"]);
    }
}
