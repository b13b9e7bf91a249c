using Drayage.Model.Delivery;
using Drayage.Pipeline.Delivery;
using Drayage.Pipeline.Journaling.Files;
using Drayage.Pipeline.Publishing;
using Xunit;

namespace Drayage.Tests.Pipeline.Delivery;

/// <summary>Whether stands what another run delivers.</summary>
public sealed class StandingTests : IDisposable
{
    private static readonly Probe.Different Movable = new("half of it", MayMove: true);
    private readonly DeliveryScene scene = new();

    [Fact]
    public async Task A_name_that_stands_or_moved_on_speaks_for_what_is_below_it()
    {
        scene.Destination("images").Holds("point v1", "ours");
        Assert.True(await StandsAsync("put a", "point v1"));
        scene.Destination("images").Holds("point v1", "old name");
        Assert.True(await StandsAsync("put a", "point v1"));
        scene.Destination("images").Holds("put a", "ours");
        Assert.False(await StandsAsync("put a", "point v1"));
    }

    [Fact]
    public async Task Half_of_an_upload_does_not_stand()
    {
        scene.Destination("images").Holds("put a", "ours");
        Assert.True(await StandsAsync("put a"));
        scene.Destination("images").Shows("put a", looks: 1, Movable);
        Assert.False(await StandsAsync("put a"));
    }

    [Fact]
    public async Task A_look_that_fails_for_the_moment_is_taken_again()
    {
        scene.Publishers["images"] = new FailingLooks(scene.Destination("images").Holds("put a", "ours"), failures: 2);
        Assert.True(await StandsAsync("put a"));
        scene.Publishers["images"] = new FailingLooks(scene.Destination("images").Holds("put a", "ours"), failures: 3);
        await Assert.ThrowsAsync<DeliveryException>(() => StandsAsync("put a"));
    }

    public void Dispose() => scene.Dispose();

    private async Task<bool> StandsAsync(params string[] effects)
    {
        using var journal = await JournalFile.OpenAsync(scene.JournalPath, scene.Waybill, "runner", TimeProvider.System, TestContext.Current.CancellationToken);
        var engine = new DeliveryEngine(scene.Publishers, journal, scene.Content, scene, scene.Patience, TimeProvider.System);
        return await engine.StandsAsync(scene.Add("images/a", effects), TestContext.Current.CancellationToken);
    }

    /// <summary>A destination whose first answers break off.</summary>
    private sealed class FailingLooks(IPublisher inner, int failures) : PublisherDecorator(inner)
    {
        private int left = failures;

        public override Task<Probe> ProbeAsync(Consignment consignment, Effect effect, IContentSource content, CancellationToken cancellationToken) =>
            left-- > 0 ? throw new IOException("the connection was reset") : base.ProbeAsync(consignment, effect, content, cancellationToken);
    }
}
