using System.Collections.Immutable;
using System.Text.Json;
using Drayage.Acceptance.Repositories;
using Drayage.Registries.Faults;
using Drayage.Registries.Faults.Scripts;
using Drayage.Testing;
using Xunit;

namespace Drayage.Acceptance.Delivery;

/// <summary>Trouble with one destination leaves the others delivered, is reported as partial, and never overwrites.</summary>
public sealed class PartialDeliveryTests
{
    private const int Partial = 3;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("oci", "ghcr/tide-image", "destination ghcr: ghcr.io/example/tide", "run the command again later")]
    [InlineData("github python", "github/v1.4.0 pypi/tide-client", "destination github: release v1.4.0", "drayage resume")]
    public async Task What_is_down_leaves_the_rest_delivered_and_is_all_that_a_later_resume_sends(string down, string left, string error, string hint)
    {
        using var repository = await SealedAsync();
        using var copy = await repository.CopySealedAsync();
        var faults = Down(down.Split(' '));
        await using var registry = await RegistryFixture.StartAsync(options => options with { Faults = [faults] });

        var partial = (await copy.Drayage.Against(registry).RunAsync("resume", "--json")).Refused(Partial, error, "503", hint);
        Assert.Equal(left.Split(' '), Consignments(partial.Json()).Where(consignment => consignment.Status != "delivered").Select(consignment => consignment.Id).Order(StringComparer.Ordinal));
        (await copy.Drayage.RunAsync("status")).Ended(Partial);
        (await copy.Drayage.Against(registry).RunAsync("verify")).Ended(1);
        var before = ChangesOf(registry).Length;

        faults.End();
        (await copy.Drayage.Against(registry).RunAsync("resume")).Ended(0);

        var sent = ChangesOf(registry)[before..].Select(change => ProtocolOf(change.Split(' ')[1])).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        Assert.Equal(down.Split(' '), sent);
        Assert.Empty(SuccessfulChanges.Repeated(registry.Served).Where(change => !change.EndsWith("/legacy/", StringComparison.Ordinal)));
        (await copy.Drayage.RunAsync("status")).Ended(0);
        (await copy.Drayage.Against(registry).RunAsync("verify")).Ended(0);
    }

    [Fact]
    public async Task A_registry_that_holds_other_bytes_is_a_conflict_that_names_both_digests()
    {
        await using var registry = await RegistryFixture.StartAsync();
        var taken = await ReleaseOtherImageAsync(registry);
        using var repository = await SealedAsync();
        using var copy = await repository.CopySealedAsync();

        var outcome = (await copy.Drayage.Against(registry).RunAsync("resume", "--json")).Ended(Partial);

        var own = outcome.Json().GetProperty("artifacts").EnumerateArray().Single(artifact => artifact.GetProperty("kind").GetString() == "image").GetProperty("digest").GetString()!;
        Assert.NotEqual(taken, own);
        outcome.Refused(Partial, "destination ghcr: 1.4.0 of version 1.4.0 is already there", $"holds {taken}, this release has {own}", "release a new version");
        Assert.Equal("delivered", StatusOf(outcome.Json(), "github/v1.4.0"));
        Assert.Equal("conflict", StatusOf(outcome.Json(), "ghcr/tide-image"));
        Assert.Equal(taken, await DigestOfTagAsync(registry, "1.4.0"));
        Assert.Equal(taken, await DigestOfTagAsync(registry, "latest"));
    }

    [Fact]
    public async Task A_release_that_is_resumed_after_the_next_one_leaves_the_names_to_that()
    {
        await using var registry = await RegistryFixture.StartAsync();
        using var repository = await SealedAsync(_ => { });
        using var earlier = await repository.CopySealedAsync();
        await repository.GitAsync("tag", "v1.4.0");
        repository.Replace("VERSION", "1.4.0", "1.5.0");
        await repository.CommitAsync("Go on");
        (await repository.ReleaseAsync(registry)).Ended(0);
        var later = await DigestOfTagAsync(registry, "1.5.0");

        var resumed = (await earlier.Drayage.Against(registry).RunAsync("resume")).Ended(0);

        var own = await DigestOfTagAsync(registry, "1.4.0");
        Assert.NotEqual(later, own);
        Assert.Equal(own, await DigestOfTagAsync(registry, "1.4"));
        Assert.Equal(later, await DigestOfTagAsync(registry, "latest"));
        Assert.Equal(later, await DigestOfTagAsync(registry, "1"));
        (await earlier.Drayage.RunAsync("status")).Ended(0);
        Assert.Contains("1.5.0", (await earlier.Drayage.Against(registry).RunAsync("verify")).Ended(0).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_release_of_a_commit_sends_nothing()
    {
        await using var registry = await RegistryFixture.StartAsync();
        using var repository = await MiniRepository.CreateAsync();
        (await repository.ReleaseAsync(registry)).Ended(0);
        var sealedBytes = await File.ReadAllBytesAsync(repository.WaybillPath, Cancellation);
        var changes = ChangesOf(registry);

        (await repository.ReleaseAsync(registry)).Ended(0);

        Assert.Equal(changes, ChangesOf(registry));
        Assert.Equal(sealedBytes, await File.ReadAllBytesAsync(repository.WaybillPath, Cancellation));
    }

    [Fact]
    public async Task A_release_whose_journal_is_lost_is_recognised_at_the_destinations()
    {
        await using var registry = await RegistryFixture.StartAsync();
        using var repository = await MiniRepository.CreateAsync();
        (await repository.ReleaseAsync(registry)).Ended(0);
        using var copy = await repository.CopySealedAsync();
        var changes = ChangesOf(registry);

        (await copy.Drayage.Against(registry).RunAsync("resume")).Ended(0);

        Assert.Equal(changes, ChangesOf(registry));
        (await copy.Drayage.RunAsync("status")).Ended(0);
    }

    [Fact]
    public async Task A_journal_with_a_torn_last_line_is_gone_on_with()
    {
        await using var registry = await RegistryFixture.StartAsync();
        using var repository = await MiniRepository.CreateAsync();
        (await repository.ReleaseAsync(registry)).Ended(0);
        var journal = repository.Directory["dist", "journal.jsonl"];
        var bytes = await File.ReadAllBytesAsync(journal, Cancellation);
        await File.WriteAllBytesAsync(journal, bytes[..^17], Cancellation);
        var changes = ChangesOf(registry);
        (await repository.Drayage.RunAsync("status")).Ended(Partial);

        (await repository.Drayage.Against(registry).RunAsync("resume")).Ended(0);

        Assert.Equal(changes, ChangesOf(registry));
        (await repository.Drayage.RunAsync("status")).Ended(0);
    }

    [Fact]
    public async Task Nothing_to_resume()
    {
        using var repository = await MiniRepository.CreateAsync();
        (await repository.Drayage.RunAsync("resume")).Refused(2, "there is no sealed release here", "waybill.dsse.json", "drayage release");
        Assert.False(Directory.Exists(repository.Dist));
    }

    /// <summary>A repository with a release that was sealed, and delivered to registries that are gone.</summary>
    private static async Task<MiniRepository> SealedAsync(Action<TemporaryDirectory>? change = null)
    {
        await using var elsewhere = await RegistryFixture.StartAsync();
        var repository = await MiniRepository.CreateAsync(change ?? PythonSources.AddTo);
        (await repository.ReleaseAsync(elsewhere)).Ended(0);
        return repository;
    }

    /// <summary>Puts another image under the same name and tags.</summary>
    /// <returns>Its digest.</returns>
    private static async Task<string> ReleaseOtherImageAsync(RegistryFixture registry)
    {
        using var other = await MiniRepository.CreateAsync(directory =>
        {
            directory.Write("server/cmd/tide/main.go", "package main\n\nfunc main() { println(\"another\") }\n");
            directory.Write("drayage.yaml", MiniSources.Configuration.Replace("    to: [github]\n", "", StringComparison.Ordinal));
        });
        (await other.ReleaseAsync(registry)).Ended(0);
        return await DigestOfTagAsync(registry, "1.4.0");
    }

    private static async Task<string> DigestOfTagAsync(RegistryFixture registry, string tag)
    {
        using var client = registry.NewClient();
        using var request = new HttpRequestMessage(HttpMethod.Head, $"v2/ghcr.io/example/tide/manifests/{tag}");
        request.Headers.TryAddWithoutValidation("Accept", "application/vnd.oci.image.index.v1+json");
        using var answer = await client.SendAsync(request, Cancellation);
        return answer.EnsureSuccessStatusCode().Headers.GetValues("Docker-Content-Digest").Single();
    }

    private static ScriptedFaults Down(string[] protocols) => new(
        new FaultScript
        {
            Name = "down",
            Seed = 0,
            // Retries need not wait here.
            Rules = [.. protocols.Select(protocol => new FaultRule { Route = new FaultRoute { Protocol = protocol }, Action = new FaultAction.Down(RetryAfter: TimeSpan.Zero) })],
        },
        TimeProvider.System,
        _ => { });

    private static string ProtocolOf(string path) => path.Split('/')[1] switch
    {
        "v2" => "oci",
        "api" => "github",
        var other => other,
    };

    private static IEnumerable<(string Id, string Status)> Consignments(JsonElement report) =>
        report.GetProperty("consignments").EnumerateArray().Select(c => (c.GetProperty("id").GetString()!, c.GetProperty("status").GetString()!));

    private static string? StatusOf(JsonElement report, string consignment) =>
        Consignments(report).Single(c => c.Id == consignment).Status;

    private static ImmutableArray<string> ChangesOf(RegistryFixture registry) =>
        [.. registry.Served.Where(request => request.Method is not ("GET" or "HEAD")).Select(request => $"{request.Method} {request.Path}")];
}
