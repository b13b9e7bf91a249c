using System.Collections.Concurrent;
using Drayage.Acceptance.Repositories;
using Drayage.Testing;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Drayage.Acceptance.Delivery.Shared;

/// <summary>Runners that share a journal in PostgreSQL, as processes of their own.</summary>
public sealed class SharedJournalTests : IAsyncLifetime
{
    private const int Releases = 20;
    private const int StoppedRelease = 6;
    private const int Refused = 1;
    private const int Partial = 3;

    private readonly PostgresServer server = new();
    private readonly Peer kill = Peer.Require("kill");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => server.InitializeAsync();

    public ValueTask DisposeAsync() => server.DisposeAsync();

    /// <summary>
    /// One of two runners is stopped while a request of its own is under way, for longer than its lease, and wakes up when the other
    /// one has completed the release.
    /// </summary>
    [Fact]
    public async Task Two_runners_with_the_same_releases_send_nothing_twice()
    {
        var database = await server.CreateDatabaseAsync();
        var manifest = new HeldRequest(ManifestOf(StoppedRelease));
        await using var registry = await RegistryFixture.StartAsync(options => options with { Faults = [manifest] });
        using var repository = await ChartRepository.CreateAsync();
        var queues = (One: new List<SharedRelease>(), Other: new List<SharedRelease>());
        for (var number = 1; number <= Releases; number++)
        {
            await repository.SealAsync(VersionOf(number), registry);
            queues.One.Add(new SharedRelease(await repository.CopySealedAsync(), database));
            queues.Other.Add(new SharedRelease(await repository.CopySealedAsync(), database));
        }

        var lost = new ConcurrentQueue<CommandOutcome>();
        var runners = Task.WhenAll(new[] { queues.One, queues.Other }.Select(queue => Task.Run(() => DeliverAllAsync(queue, registry, lost), Cancellation)));

        await StopBeyondItsLeaseAsync(queues.One[StoppedRelease - 1], manifest, runners);
        await runners;

        Assert.Single(lost).Refused(Partial, "the lease on this release was lost; nothing more is sent from here", "with token", "drayage status");
        // A release of GitHub is made by a request to one address; everything else has an address of its own.
        Assert.Equal([$"{Releases} times POST /api/v3/repos/example/tide/releases"], SuccessfulChanges.Repeated(registry.Served));
        Assert.All(Enumerable.Range(1, Releases), number => Assert.Contains(registry.Served, request => request.Status == 201 && request.Path.EndsWith($"/manifests/{VersionOf(number)}", StringComparison.Ordinal)));
        Assert.Equal($"{Releases}", await database.RunAsync("select count(*) from drayage.release where runner is null"));
        queues.One.ForEach(release => release.Dispose());
        queues.Other.ForEach(release => release.Dispose());
    }

    [Fact]
    public async Task A_run_whose_database_is_killed_ends_clearly_and_is_gone_on_with()
    {
        var database = await server.CreateDatabaseAsync();
        var manifest = new HeldRequest(ManifestOf(1));
        await using var registry = await RegistryFixture.StartAsync(options => options with { Faults = [manifest] });
        using var repository = await ChartRepository.CreateAsync();
        await repository.SealAsync(VersionOf(1), registry);
        using var release = new SharedRelease(await repository.CopySealedAsync(), database);

        var cut = release.ResumeAsync(registry);
        await manifest.Arrived.WaitAsync(Cancellation);
        await server.KillAsync();
        manifest.LetGo();
        (await cut).Refused(Partial, "nothing more is sent", "PostgreSQL", "drayage resume");
        (await release.ResumeAsync(registry)).Refused(Refused, "the journal's database cannot be used", "PostgreSQL", "connection string");

        await server.StartAsync();
        (await release.ResumeAsync(registry)).Ended(0);

        Assert.Empty(SuccessfulChanges.Repeated(registry.Served));
        var status = (await release.StatusAsync("--json", "--timeline")).Ended(0).Json();
        Assert.Equal(2, status.GetProperty("timeline").GetProperty("runs").GetArrayLength());
        Assert.Contains("taken up by", (await release.StatusAsync("--timeline")).Output, StringComparison.Ordinal);
    }

    private async Task StopBeyondItsLeaseAsync(SharedRelease release, HeldRequest request, Task runners)
    {
        Assert.NotSame(runners, await Task.WhenAny(request.Arrived, runners));
        var (process, token) = await release.HolderAsync();
        Assert.NotEqual(0, process);
        (await kill.RunAsync("-STOP", $"{process}")).Succeeded();
        try
        {
            // Its effect comes about; the answer waits for a process that does not read.
            request.LetGo();
            while (!(await release.StatusAsync("--json")).Json().GetProperty("complete").GetBoolean())
                Assert.False(runners.IsCompleted);
            Assert.NotEqual(token, (await release.HolderAsync()).Token);
        }
        finally
        {
            await kill.RunAsync("-CONT", $"{process}");
        }
    }

    private static async Task DeliverAllAsync(IEnumerable<SharedRelease> queue, RegistryFixture registry, ConcurrentQueue<CommandOutcome> lost)
    {
        foreach (var release in queue)
        {
            CommandOutcome outcome;
            do
            {
                outcome = await release.ResumeAsync(registry);
                if (outcome.ExitCode == Partial)
                    lost.Enqueue(outcome);
                else if (outcome.ExitCode != 0)
                    outcome.Refused(Refused, "another runner is delivering this release", "renews its lease", "drayage status");
            }
            while (outcome.ExitCode != 0);
        }
    }

    private static string VersionOf(int number) => $"1.0.{number}";

    private static Func<HttpRequest, bool> ManifestOf(int number) =>
        request => request.Method == "PUT" && request.Path.Value!.EndsWith($"/manifests/{VersionOf(number)}", StringComparison.Ordinal);
}
