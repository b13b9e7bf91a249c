using Drayage.Model.Delivery;
using Drayage.Pipeline.Journaling;
using Drayage.Pipeline.Publishing;
using Drayage.Testing;
using Drayage.Tests.Pipeline.Delivery;
using Xunit;

namespace Drayage.Tests.Ecosystems.Channels;

/// <summary>
/// What every channel must do alike: a clear refusal or a patient success, and a journal that is true afterwards. What only some can
/// meet has tests beside their publishers; <c>tests/README.md</c> has the table of all.
/// </summary>
public sealed class ChannelTests
{
    public static TheoryData<string> Names => AllChannels.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_wrong_token_is_refused_shown_nowhere_and_changes_nothing(string name)
    {
        const string Wrong = "wrong-token-77";
        await using var registry = await RegistryFixture.StartAsync();
        using var channel = AllChannels.Open(name, registry);
        var consignment = await channel.PrepareAsync(channel.Delivery.Rehearsing(Wrong));
        channel.Delivery.Requests();

        var refused = (await channel.Delivery.Scene.DeliverAsync()).Failure();

        Assert.Equal(DeliveryFailure.Refused, refused.Failure);
        Assert.Matches("40[13]", refused.Because);
        Assert.False(string.IsNullOrEmpty(refused.Hint));
        Assert.DoesNotContain(Wrong, $"{refused.Message}{refused.Because}{refused.Hint}{await File.ReadAllTextAsync(channel.Delivery.Scene.JournalPath, TestContext.Current.CancellationToken)}", StringComparison.Ordinal);
        AssertRefused(channel, consignment);
        await AssertAbsentAsync(channel);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_quota_that_is_used_up_is_told_and_once_there_is_room_the_release_goes_on(string name)
    {
        var full = new RefusingFault(403, """{"errors":[{"code":"DENIED","message":"the storage quota of this account is exceeded","detail":"the storage quota of this account is exceeded"}],"message":"the storage quota of this account is exceeded"}""");

        var refused = await RefuseAndGoOnAsync(name, full);

        Assert.Contains("the storage quota of this account is exceeded", refused.Because, StringComparison.Ordinal);
        Assert.Contains("drayage prune", refused.Hint, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_plan_that_does_not_cover_it_is_told_and_once_it_does_the_release_goes_on(string name)
    {
        var refused = await RefuseAndGoOnAsync(name, new RefusingFault(402, ""));

        Assert.Contains("402", refused.Because, StringComparison.Ordinal);
        Assert.Contains(name == "npm" ? "a paid account" : "plan and payment", refused.Hint, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_minute_until_it_shows_is_waited_for_and_nothing_is_sent_twice(string name)
    {
        await using var prompt = await RegistryFixture.StartAsync();
        using var atOnce = AllChannels.Open(name, prompt);
        await atOnce.PrepareAsync(atOnce.Delivery.Rehearsing());
        atOnce.Delivery.Requests();
        (await atOnce.Delivery.Scene.DeliverAsync()).AssertComplete();
        using var clock = new SimulatedClock();
        var (lag, registry) = await LaggingAsync(clock, atOnce);
        await using var _ = registry;
        using var channel = AllChannels.Open(name, registry);
        channel.Delivery.Scene.Clock = clock;
        channel.Delivery.Scene.Patience = new();
        var consignment = await channel.PrepareAsync(channel.Delivery.Rehearsing() with { Clock = clock });
        channel.Delivery.Requests();

        (await channel.Delivery.Scene.DeliverAsync()).AssertComplete();

        Assert.True(lag.Hidden > 0, "nobody looked while it was hidden");
        Assert.InRange(clock.Elapsed, LaggingFault.Lag, TimeSpan.FromMinutes(6));
        Assert.Equal(atOnce.Delivery.Changes().Length, channel.Delivery.Changes().Length);
        Assert.All(consignment.Effects, effect => Assert.IsType<EffectStatus.Delivered>(StatusOf(channel, consignment, effect)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_same_bytes_are_success_without_a_second_upload(string name)
    {
        await using var registry = await RegistryFixture.StartAsync();
        using var channel = AllChannels.Open(name, registry);
        await DeliverAndForgetAsync(channel);
        var consignment = await channel.PrepareAsync(channel.Delivery.Rehearsing());
        channel.Delivery.Requests();

        (await channel.Delivery.Scene.DeliverAsync()).AssertComplete();

        Assert.Empty(channel.Delivery.Changes());
        Assert.All(consignment.Effects, effect => Assert.IsType<EffectStatus.Delivered>(StatusOf(channel, consignment, effect)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Other_bytes_are_a_conflict_that_names_both_digests_and_the_next_step(string name)
    {
        await using var registry = await RegistryFixture.StartAsync();
        using var channel = AllChannels.Open(name, registry);
        var first = await DeliverAndForgetAsync(channel);
        var second = await channel.PrepareAsync(channel.Delivery.Rehearsing(), "two");

        var refused = (await channel.Delivery.Scene.DeliverAsync()).Failure();

        Assert.Equal(DeliveryFailure.Conflict, refused.Failure);
        var (there, ours) = first.Effects.OfType<Effect.Put>().Zip(second.Effects.OfType<Effect.Put>()).First(pair => pair.First.Digest != pair.Second.Digest);
        Assert.Contains(there.Digest!.Hex, refused.Because, StringComparison.Ordinal);
        Assert.Contains(ours.Digest!.Hex, refused.Because, StringComparison.Ordinal);
        Assert.Contains("release a new version", refused.Hint, StringComparison.Ordinal);
        Assert.Contains(second.Effects, effect => StatusOf(channel, second, effect) is EffectStatus.Conflict);
    }

    /// <summary>Delivers and loses the journal.</summary>
    private static async Task<Consignment> DeliverAndForgetAsync(Channel channel)
    {
        var consignment = await channel.PrepareAsync(channel.Delivery.Rehearsing());
        (await channel.Delivery.Scene.DeliverAsync()).AssertComplete();
        File.Delete(channel.Delivery.Scene.JournalPath);
        return consignment;
    }

    private static async Task<DeliveryException> RefuseAndGoOnAsync(string name, RefusingFault refusal)
    {
        await using var registry = await RegistryFixture.StartAsync(options => options with { Faults = [refusal] });
        using var channel = AllChannels.Open(name, registry);
        var consignment = await channel.PrepareAsync(channel.Delivery.Rehearsing());
        refusal.Begin();

        var refused = (await channel.Delivery.Scene.DeliverAsync()).Failure();

        Assert.Equal(DeliveryFailure.Refused, refused.Failure);
        // Nothing that was refused is tried again: once for each file at most.
        Assert.InRange(refusal.Count, 1, consignment.Effects.Length);
        AssertRefused(channel, consignment);
        await AssertAbsentAsync(channel);
        refusal.End();
        (await channel.Delivery.Scene.DeliverAsync()).AssertComplete();
        Assert.All(consignment.Effects, effect => Assert.IsType<EffectStatus.Delivered>(StatusOf(channel, consignment, effect)));
        return refused;
    }

    private static async Task<(LaggingFault Lag, RegistryFixture Registry)> LaggingAsync(SimulatedClock clock, Channel like)
    {
        var lag = new LaggingFault(clock, like.Changes, like.Reads);
        return (lag, await RegistryFixture.StartAsync(options => options with { Faults = [lag], Clock = clock }));
    }

    private static void AssertRefused(Channel channel, Consignment consignment)
    {
        var states = consignment.Effects.Select(effect => StatusOf(channel, consignment, effect)).ToArray();
        Assert.Contains(states, state => state is EffectStatus.Failed { Failure.IsTransient: false });
        Assert.DoesNotContain(states, state => state is EffectStatus.Delivered or EffectStatus.Sent or EffectStatus.InDoubt);
    }

    /// <summary>Whoever looks with the right token sees nothing of the release.</summary>
    private static async Task AssertAbsentAsync(Channel channel)
    {
        var consignment = await channel.PrepareAsync(channel.Delivery.Rehearsing());
        var publisher = channel.Delivery.Scene.Publishers[consignment.Destination];
        foreach (var effect in consignment.Effects)
            Assert.IsType<Probe.Absent>(await publisher.ProbeAsync(consignment, effect, channel.Delivery.Scene.Content, TestContext.Current.CancellationToken));
    }

    private static EffectStatus StatusOf(Channel channel, Consignment consignment, Effect effect) =>
        channel.Delivery.Scene.State.StatusOf(consignment.Id, effect.Key);
}
