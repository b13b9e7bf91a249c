using Drayage.Model.Delivery;
using Drayage.Pipeline.Publishing.Withdrawing;
using Drayage.Testing;
using Drayage.Tests.Pipeline.Delivery;
using Xunit;

namespace Drayage.Tests.Ecosystems.GitHub.Releases;

/// <summary>Taking back releases, drafts, immutable releases and what is none of ours.</summary>
public sealed class ReleaseWithdrawalTests(RegistryFixture registry) : IClassFixture<RegistryFixture>, IDisposable
{
    private readonly RehearsalDelivery delivery = new(registry);
    private readonly GitHubScene scene = new(registry);

    [Theory]
    [InlineData("owner/published", false, "release v1.0.0 is deleted with 3 files")]
    [InlineData("owner/drafted", true, "draft v1.0.0 is deleted; nobody but its writers saw it")]
    public async Task A_release_and_a_draft_are_deleted_and_the_second_time_nothing_is(string repository, bool draft, string text)
    {
        var consignment = scene.Prepare(delivery, repository, delivery.Rehearsing(), draft: draft);
        (await delivery.Scene.DeliverAsync()).AssertComplete();
        var plan = await PlanAsync(consignment);
        Assert.Equal(text, Assert.Single(plan.Steps).Text);
        delivery.Changes();

        (await WithdrawAsync(consignment, plan)).AssertComplete();

        Assert.Equal(["DELETE"], delivery.Changes().Select(change => change.Split(' ')[0]));
        var again = Assert.Single((await PlanAsync(consignment)).Steps);
        Assert.True(again.IsDone);
        Assert.Equal("[]", await registry.NewClient().GetStringAsync($"api/v3/repos/{repository}/releases"));
    }

    [Fact]
    public async Task The_tag_of_an_immutable_release_is_told_to_be_used_up()
    {
        await scene.RequestAsync(HttpMethod.Put, "owner/fixed/immutable-releases");
        var consignment = scene.Prepare(delivery, "owner/fixed", delivery.Rehearsing());
        (await delivery.Scene.DeliverAsync()).AssertComplete();

        var plan = await PlanAsync(consignment);

        Assert.Contains("used up", Assert.Single(plan.Stays), StringComparison.Ordinal);
        (await WithdrawAsync(consignment, plan)).AssertComplete();
    }

    [Fact]
    public async Task A_release_of_another_commit_is_left_alone()
    {
        await scene.RequestAsync(HttpMethod.Post, "owner/others/releases", $$"""{"tag_name":"v1.0.0","target_commitish":"{{new string('9', 40)}}"}""");
        var consignment = scene.Prepare(delivery, "owner/others", delivery.Rehearsing());
        delivery.Changes();

        var plan = await PlanAsync(consignment);
        (await WithdrawAsync(consignment, plan)).AssertComplete();

        Assert.True(Assert.Single(plan.Steps).IsDone);
        Assert.Empty(delivery.Changes());
    }

    public void Dispose() => delivery.Dispose();

    private Task<WithdrawalPlan> PlanAsync(Consignment consignment) =>
        ((IWithdrawing)delivery.Scene.Publishers["github"]).PlanWithdrawalAsync(consignment, new WithdrawalContext([]), CancellationToken.None);

    private Task<global::Drayage.Pipeline.Delivery.DeliveryReport> WithdrawAsync(Consignment consignment, WithdrawalPlan plan)
    {
        delivery.Scene.Clear();
        delivery.Scene.Add(consignment with { Effects = [.. plan.Steps.Select(step => step.Effect)] });
        return delivery.Scene.DeliverAsync();
    }
}
