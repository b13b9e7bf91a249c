using Drayage.Ecosystems.GitHub;
using Drayage.Model.Delivery;
using Drayage.Pipeline.Journaling;
using Drayage.Pipeline.Publishing;
using Drayage.Pipeline.Publishing.Preflight;
using Drayage.Testing;
using Drayage.Tests.Ecosystems.GitHub.Rolling;
using Drayage.Tests.Pipeline.Delivery;
using Xunit;

namespace Drayage.Tests.Ecosystems.GitHub;

/// <summary>Releases that GitHub cannot hold: refused before there is a draft, also where no preflight came before.</summary>
public sealed class GitHubLimitTests : IAsyncLifetime
{
    private const long TwoGibibytes = 2L * 1024 * 1024 * 1024;

    private readonly RegistryFixture registry = new();
    private readonly GitHubScene scene;
    private readonly RehearsalDelivery delivery;

    public GitHubLimitTests()
    {
        scene = new GitHubScene(registry);
        delivery = new RehearsalDelivery(registry);
    }

    public ValueTask InitializeAsync() => registry.InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        delivery.Dispose();
        await registry.DisposeAsync();
    }

    [Theory]
    [InlineData(TwoGibibytes, false)]
    [InlineData(TwoGibibytes - 1, true)]
    public async Task A_file_has_less_than_two_gibibytes(long size, bool fits)
    {
        var consignment = Grown(scene.Prepare(delivery, "example/large", delivery.Rehearsing()), size);

        Assert.Equal(fits, ReleaseLimits.Exceeded(consignment).IsEmpty);
        if (!fits)
            await AssertRefusedAsync(delivery, consignment, $"{GitHubScene.Archive} has 2,147,483,648 bytes; GitHub takes less than 2 GiB a file");
    }

    [Fact]
    public async Task A_release_has_at_most_a_thousand_files()
    {
        var consignment = scene.Prepare(delivery, "example/many", delivery.Rehearsing(), more: string.Join(' ', Enumerable.Range(1, 998).Select(n => $"part-{n}.bin")));

        await AssertRefusedAsync(delivery, consignment, "the release has 1001 files; GitHub takes 1000");
    }

    [Fact]
    public async Task A_count_that_is_known_before_the_build_is_refused_then()
    {
        var consignment = scene.Prepare(delivery, "example/many", delivery.Rehearsing(), more: string.Join(' ', Enumerable.Range(1, 998).Select(n => $"part-{n}.bin")));

        var report = await delivery.Scene.Publishers["github"].PreflightAsync(consignment, TestContext.Current.CancellationToken);

        Assert.Contains(report.Findings, finding => finding is { Verdict: PreflightVerdict.Refused, Subject: PreflightSubject.Content, Text: "the release has 1001 files; GitHub takes 1000" });
    }

    [Fact]
    public async Task A_rolling_release_has_the_same_limits()
    {
        await using var rolling = await RollingScene.StartAsync();
        var run = rolling.Prepare(1, publishes: false);

        await AssertRefusedAsync(run, Grown(rolling.Consignment(run, 1), TwoGibibytes), "GitHub takes less than 2 GiB a file");
    }

    private static async Task AssertRefusedAsync(RehearsalDelivery delivery, Consignment consignment, string because)
    {
        delivery.Scene.Add(consignment);
        delivery.Requests();

        var refused = (await delivery.Scene.DeliverAsync()).Failure();

        Assert.Equal(DeliveryFailure.Refused, refused.Failure);
        Assert.Contains(because, refused.Because, StringComparison.Ordinal);
        Assert.Contains("a destination of kind oci", refused.Hint, StringComparison.Ordinal);
        Assert.Empty(delivery.Changes());
        Assert.IsType<EffectStatus.Failed>(delivery.Scene.State.StatusOf(consignment.Id, consignment.Effects[0].Key));
        Assert.All(consignment.Effects[1..], effect => Assert.IsType<EffectStatus.Pending>(delivery.Scene.State.StatusOf(consignment.Id, effect.Key)));
    }

    /// <summary>As if an archive were so large. Whoever opened it would find other bytes.</summary>
    private static Consignment Grown(Consignment consignment, long size) => consignment with
    {
        Effects = [.. consignment.Effects.Select(effect => effect is Effect.Put put && put.Name.EndsWith("linux-amd64.tar.gz", StringComparison.Ordinal) ? put with { Size = size } : effect)],
    };
}
