using System.Collections.Concurrent;
using Drayage.Acceptance.Delivery;
using Drayage.Acceptance.Repositories;
using Drayage.Testing;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Drayage.Acceptance.Released;

/// <summary>Phase 2 that is killed, cut off or begun elsewhere is gone on with, and sends nothing twice.</summary>
public sealed class ReleasedRecoveryTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_run_that_is_killed_is_completed_by_resume()
    {
        await using var elsewhere = await RegistryFixture.StartAsync();
        using var repository = await PhasedRepository.CreateAsync();
        (await repository.ReleaseAsync(elsewhere)).Ended(0);
        string[] points = ["after:1", "before:2", "after:2", "after:3", "before:5", "after:8"];

        await Parallel.ForEachAsync(points, Cancellation, async (point, _) => await KillAsync(repository, point));
    }

    private static async Task KillAsync(MiniRepository repository, string point)
    {
        await using var registry = await RegistryFixture.StartAsync();
        using var copy = await repository.CopySealedAsync();
        (await copy.Drayage.Against(registry).RunAsync("resume")).Ended(0);
        using var stranger = new Stranger(repository.PublicKeyPath);

        var killed = await stranger.At(registry.Address).With("DRAYAGE_KILL_AT", point).RunAsync(["publish", .. PhasedRepository.Release, .. stranger.Key]);
        Assert.Equal(BuiltDrayage.KilledExitCode, killed.ExitCode);
        (await stranger.RunAsync(registry, ["status", .. PhasedRepository.Release])).Ended(3);
        (await stranger.RunAsync(registry, ["resume", .. PhasedRepository.Release])).Ended(0);

        (await stranger.RunAsync(registry, ["status", .. PhasedRepository.Release])).Ended(0);
        Assert.Empty(SuccessfulChanges.Repeated(registry.Served));
        File.Copy(repository.WaybillPath, stranger["w.json"]);
        (await stranger.RunAsync(registry, "verify", "w.json")).Ended(0);
    }

    [Fact]
    public async Task Resume_goes_on_with_what_was_chosen_before()
    {
        await using var registry = await RegistryFixture.StartAsync();
        using var repository = await PhasedRepository.CreateAsync();
        (await repository.ReleaseAsync(registry)).Ended(0);
        using var stranger = new Stranger(repository.PublicKeyPath);
        var chosen = PhasedRepository.StatusesOf((await stranger.RunAsync(registry, ["status", .. PhasedRepository.Release, "--json"])).Json()).Keys.Single(id => id.StartsWith("ghcr/", StringComparison.Ordinal));
        string[] only = ["--only", "github"];

        // Of phase 1, which is none of this machine's business unless it is asked for.
        var asked = (await stranger.RunAsync(registry, ["publish", .. PhasedRepository.Release, .. only, "--json"])).Ended(0).Json();
        var resumed = (await stranger.RunAsync(registry, ["resume", .. PhasedRepository.Release, "--json"])).Ended(0).Json();

        Assert.Equal(PhasedRepository.StatusesOf(asked).Keys.Order(), PhasedRepository.StatusesOf(resumed).Keys.Order());
        Assert.DoesNotContain(chosen, PhasedRepository.StatusesOf(resumed).Keys);
        (await stranger.RunAsync(registry, ["publish", .. PhasedRepository.Release])).Ended(0);
        Assert.Contains(chosen, PhasedRepository.StatusesOf((await stranger.RunAsync(registry, ["resume", .. PhasedRepository.Release, "--json"])).Ended(0).Json()).Keys);
    }

    [Fact]
    public async Task A_download_that_breaks_off_goes_on_where_it_stopped()
    {
        await using var registry = await RegistryFixture.StartAsync();
        using var repository = await PhasedRepository.CreateAsync();
        (await repository.ReleaseAsync(registry)).Ended(0);
        using var stranger = new Stranger(repository.PublicKeyPath);
        var ranges = new ConcurrentQueue<string>();
        var cut = FaultProxy.First(1, IsArchive, new Fault.Truncate(50_000));
        await using var proxy = await FaultProxy.StartAsync(registry.Authority, request =>
        {
            if (IsArchive(request))
                ranges.Enqueue(request.Headers.Range.ToString());
            return cut(request);
        });

        (await stranger.RunAsync(new Uri($"http://{proxy.Authority}/"), ["images", .. PhasedRepository.Release])).Ended(0);

        Assert.Equal(["", "bytes=50000-"], ranges);
    }

    [Fact]
    public async Task Another_machine_finds_what_stands_and_sends_nothing()
    {
        await using var registry = await RegistryFixture.StartAsync();
        using var repository = await PhasedRepository.CreateAsync();
        (await repository.ReleaseAsync(registry)).Ended(0);
        using var first = new Stranger(repository.PublicKeyPath);
        using var second = new Stranger(repository.PublicKeyPath);
        (await first.RunAsync(registry, ["publish", .. PhasedRepository.Release])).Ended(0);
        var changes = Stranger.ChangesOf(registry);

        (await second.RunAsync(registry, ["publish", .. PhasedRepository.Release])).Ended(0);

        Assert.Equal(changes, Stranger.ChangesOf(registry));
    }

    [Fact]
    public async Task The_base_is_the_one_that_was_sealed_wherever_its_tag_points_by_now()
    {
        await using var registry = await RegistryFixture.StartAsync();
        var name = $"{registry.Authority}/bases/harbour";
        using var bases = await MiniRepository.CreateAsync();
        await PushAsync(bases, registry, name);
        using var repository = await PhasedRepository.CreateAsync(standsOn: $"{name}:1");
        (await repository.ReleaseAsync(registry)).Ended(0);
        await File.WriteAllTextAsync(bases.Directory["server", "cmd", "tide", "main.go"], "package main\n\nfunc main() { println(\"moved\") }\n", Cancellation);
        await bases.CommitAsync("Another base");
        await PushAsync(bases, registry, name);
        using var stranger = new Stranger(repository.PublicKeyPath);

        (await stranger.RunAsync(registry, ["images", .. PhasedRepository.Release])).Ended(0);

        var reference = PhasedRepository.Predicate(repository.WaybillPath)["recipes"]!["images"]![0]!["base"]!;
        Assert.StartsWith($"{name}@sha256:", reference["reference"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal($"{name}:1", reference["name"]!.GetValue<string>());
        File.Copy(repository.WaybillPath, stranger["w.json"]);
        (await stranger.RunAsync(registry, "verify", "w.json")).Ended(0);
    }

    private static bool IsArchive(HttpRequest request) =>
        request.Path.Value!.Contains("/releases/download/", StringComparison.Ordinal) && request.Path.Value.EndsWith("amd64.tar.gz", StringComparison.Ordinal);

    /// <summary>Builds the repository's image and puts it under a tag.</summary>
    private static async Task PushAsync(MiniRepository repository, RegistryFixture registry, string name)
    {
        (await repository.Drayage.RunAsync("build")).Ended(0);
        using var client = registry.NewClient();
        var skopeo = Peer.Require("skopeo");
        (await skopeo.RunAsync(
            "copy", "--all", "--dest-tls-verify=false", $"--dest-creds=any:{RegistryFixture.Token}", $"oci:{repository.Directory["dist", "images"]}:tide-image-1.4.0", $"docker://{name}:1")).Succeeded();
    }
}
